namespace ApiKeys.Stores;

/// <summary>The store did not answer, or is not asked at the moment because it failed just now.</summary>
/// <remarks>What was to be read is not known. A change is to be taken for not done, although it may have been: read the key before trying again.</remarks>
public sealed class ApiKeyStoreUnavailableException : Exception
{
    /// <summary>Says that the store is not asked, because it failed just now.</summary>
    public ApiKeyStoreUnavailableException()
        : base("The API key store failed just now and is not asked again before a second has passed.")
    {
    }

    /// <summary>Says how the store failed.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What the store threw.</param>
    public ApiKeyStoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
