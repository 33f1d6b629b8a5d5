namespace ApiKeys.Hashing;

/// <summary>A hasher whose comparison is so fast that reading the stored string anew for each request would show.</summary>
internal interface IPreparingHasher : IApiKeyHasher
{
    /// <summary>Reads a stored string; null where it is malformed.</summary>
    PreparedHash? Prepare(string keyId, string storedHash);
}
