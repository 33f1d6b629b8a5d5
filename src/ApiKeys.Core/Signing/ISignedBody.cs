namespace ApiKeys.Signing;

/// <summary>The body of a signed request. It is asked for only when everything else about the request is known to be good.</summary>
public interface ISignedBody
{
    /// <summary>Reads the body and keeps it for the endpoint.</summary>
    /// <param name="hash">Takes the SHA-256 of the bytes as they were received; of nothing where there is no body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Why there is no hash: <see cref="ApiKeyFailureReason.BodyTooLarge"/>, <see cref="ApiKeyFailureReason.UnreadableBody"/>, or <see cref="ApiKeyFailureReason.WrongSignature"/> where somebody else has read of it; <see langword="null"/>: it is there.</returns>
    ValueTask<ApiKeyFailureReason?> HashAsync(Memory<byte> hash, CancellationToken cancellationToken);

    /// <summary>Whether the request can have a body. One without is answered for by its signature alone.</summary>
    bool CanExist { get; }
}
