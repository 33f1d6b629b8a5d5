namespace ApiKeys.Hashing;

/// <summary>How another system wrote a hash that is imported.</summary>
public enum ApiKeyHashFormat
{
    /// <summary>A string that names its algorithm between two dollar signs, and whose hasher this host has: <c>$2b$…</c>, <c>$argon2id$…</c>, <c>$pbkdf2-sha512$…</c>.</summary>
    SelfDescribing = 0,

    /// <summary>SHA-256 of the whole text, without salt: 64 hexadecimal digits of either case, or base64 or base64url of the 32 bytes, with or without padding.</summary>
    Sha256 = 1,

    /// <summary>
    /// <c>sha512$salt$digest</c>: SHA-512 of salt and text, one behind the other, as 128 hexadecimal digits. The salt is up to 64 printable characters without a
    /// dollar sign, or nothing: <c>sha512$$digest</c>, as djangorestframework-api-key writes it.
    /// </summary>
    Sha512 = 2,

    /// <summary>
    /// What <c>PasswordHasher</c> of ASP.NET Core Identity writes since its version 3: base64 of <c>01</c>, the function (0 SHA-1, 1 SHA-256, 2 SHA-512), the
    /// iterations and the salt's length as 32-bit numbers with the highest byte first, the salt, the derived key (PBKDF2, RFC 8018 section 5.2). Version 2, which begins with <c>00</c>, is refused.
    /// </summary>
    AspNetIdentity = 3,
}
