namespace ApiKeys.Stores;

/// <summary>The store is not asked at the moment, because it failed just now. Nothing is known, and nothing was changed.</summary>
public sealed class ApiKeyStoreUnavailableException : Exception
{
    /// <summary>Says that the store is not asked.</summary>
    public ApiKeyStoreUnavailableException()
        : base("The API key store failed just now and is not asked again before a second has passed.")
    {
    }
}
