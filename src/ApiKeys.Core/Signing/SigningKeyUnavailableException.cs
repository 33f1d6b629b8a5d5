namespace ApiKeys.Signing;

/// <summary>The server lacks the key that a signing key was encrypted with. Nobody is to blame but the server, so its callers hear 503.</summary>
public sealed class SigningKeyUnavailableException : Exception
{
    /// <summary>A failure without words.</summary>
    public SigningKeyUnavailableException()
    {
    }

    /// <summary>A failure with words for logs.</summary>
    /// <param name="message">What is missing. It names no secret.</param>
    public SigningKeyUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause.</summary>
    /// <param name="message">What is missing. It names no secret.</param>
    /// <param name="innerException">The cause.</param>
    public SigningKeyUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
