namespace ApiKeys.Hashing;

/// <summary>How keys are stored.</summary>
public sealed class ApiKeyHashingOptions
{
    /// <summary>The algorithm of new hashes: <c>sha256</c>, <c>hmac-sha256</c>, <c>pbkdf2-sha256</c>, <c>pbkdf2-sha512</c>, or that of a hasher of the host's own. Stored hashes of the others stay readable.</summary>
    /// <value>Default: <see langword="null"/>, which is <c>hmac-sha256</c> where a pepper is given and <c>sha256</c> where none is.</value>
    public string? Algorithm { get; set; }

    /// <summary>The peppers, oldest first: the last one writes, all of them read.</summary>
    /// <value>Default: none.</value>
    public IList<ApiKeyPepper> Peppers { get; } = [];

    /// <summary>The iterations of new PBKDF2 hashes, from 100,000 to 2,000,000.</summary>
    /// <value>Default: 600,000 (OWASP's advice for SHA-256).</value>
    public int Pbkdf2Iterations { get; set; } = 600_000;

    /// <summary>How many slow comparisons run at once.</summary>
    /// <value>Default: the number of processors. At least 1.</value>
    public int MaxConcurrentSlowHashes { get; set; } = Environment.ProcessorCount;

    /// <summary>How many requests wait for a slow comparison at most; further ones are answered with 503.</summary>
    /// <value>Default: 100. At least 0.</value>
    public int MaxQueuedSlowHashes { get; set; } = 100;

    /// <summary>How long a request waits for its turn before it is answered with 503.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan SlowHashTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many keys with slow hashes are remembered as good, so that their next request costs what a fast hash costs. What is remembered is a salted digest, never the key.</summary>
    /// <value>Default: 10,000. At least 1.</value>
    public int VerifiedKeyCapacity { get; set; } = 10_000;
}
