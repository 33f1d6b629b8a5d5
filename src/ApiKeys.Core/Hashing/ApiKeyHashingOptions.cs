namespace ApiKeys.Hashing;

/// <summary>How keys are stored.</summary>
public sealed class ApiKeyHashingOptions
{
    /// <summary>
    /// The algorithm of new hashes: <c>sha256</c>, <c>hmac-sha256</c>, <c>argon2id</c>, <c>bcrypt</c>, <c>bcrypt-sha256</c> (bcrypt for keys of any length),
    /// <c>pbkdf2-sha256</c>, <c>pbkdf2-sha512</c>, or that of a hasher of the host's own. Stored hashes of the others stay readable.
    /// </summary>
    /// <value>Default: <see langword="null"/>, which is <c>hmac-sha256</c> where a pepper is given and <c>sha256</c> where none is.</value>
    public string? Algorithm { get; set; }

    /// <summary>The peppers, oldest first: the last one writes, all of them read.</summary>
    /// <value>Default: none.</value>
    public IList<ApiKeyPepper> Peppers { get; } = [];

    /// <summary>The iterations of new PBKDF2 hashes, from 100,000 to 2,000,000.</summary>
    /// <value>Default: 600,000 (OWASP's advice for SHA-256).</value>
    public int Pbkdf2Iterations { get; set; } = 600_000;

    /// <summary>The memory of new Argon2id hashes (RFC 9106 section 3.1), in KiB: from 8 for each lane to <see cref="MaxStoredArgon2MemoryKib"/>.</summary>
    /// <value>Default: 19,456, 19 MiB (OWASP's advice with two passes and one lane).</value>
    public int Argon2MemoryKib { get; set; } = 19_456;

    /// <summary>How often new Argon2id hashes go through their memory: from 1 to <see cref="MaxStoredArgon2Passes"/>.</summary>
    /// <value>Default: 2.</value>
    public int Argon2Passes { get; set; } = 2;

    /// <summary>Into how many lanes the memory of new Argon2id hashes is divided, from 1 to 16. All of them are worked on by one thread.</summary>
    /// <value>Default: 1.</value>
    public int Argon2Lanes { get; set; } = 1;

    /// <summary>The cost of new bcrypt hashes: each step doubles the work; from 10 to <see cref="MaxStoredBcryptCost"/>.</summary>
    /// <value>Default: 12.</value>
    public int BcryptCost { get; set; } = 12;

    /// <summary>The most memory that a stored Argon2 hash may ask for, in KiB; one that asks for more matches nothing and is not computed.</summary>
    /// <value>Default: 131,072, 128 MiB. At most 4,194,304, 4 GiB.</value>
    public int MaxStoredArgon2MemoryKib { get; set; } = 131_072;

    /// <summary>The most passes that a stored Argon2 hash may ask for; one that asks for more matches nothing and is not computed.</summary>
    /// <value>Default: 10. At most 1,000.</value>
    public int MaxStoredArgon2Passes { get; set; } = 10;

    /// <summary>The highest cost that a stored bcrypt hash may ask for; one that asks for more matches nothing and is not computed.</summary>
    /// <value>Default: 14, about a second of one core. At most 31.</value>
    public int MaxStoredBcryptCost { get; set; } = 14;

    /// <summary>How many slow comparisons run at once, and for how many Argon2 keeps memory.</summary>
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
