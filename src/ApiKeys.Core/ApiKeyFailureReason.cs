namespace ApiKeys;

/// <summary>Why a request was refused, for logs, metrics and events. What the caller is told says less.</summary>
public enum ApiKeyFailureReason
{
    /// <summary>The request carries no credential for this scheme.</summary>
    MissingCredential = 0,

    /// <summary>The place of the credential holds something that is no credential.</summary>
    MalformedCredential = 1,

    /// <summary>The request carries more than one credential.</summary>
    SeveralCredentials = 2,

    /// <summary>The credential does not begin like one of this host's keys.</summary>
    UnknownPrefix = 3,

    /// <summary>The text has the wrong length or characters for a key.</summary>
    MalformedKey = 4,

    /// <summary>The text's checksum is wrong: a typing error or noise.</summary>
    WrongChecksum = 5,

    /// <summary>No key has this lookup id.</summary>
    UnknownKey = 6,

    /// <summary>The lookup id is known, the secret is wrong.</summary>
    WrongSecret = 7,

    /// <summary>The key is one that signs, and was sent as a bearer token, or the reverse.</summary>
    WrongMode = 8,

    /// <summary>The key was withdrawn for good.</summary>
    Revoked = 9,

    /// <summary>The key is switched off.</summary>
    Disabled = 10,

    /// <summary>The key, or the secret that was presented, is no longer valid.</summary>
    Expired = 11,

    /// <summary>The key, or the secret that was presented, is not yet valid.</summary>
    NotYetValid = 12,

    /// <summary>The key belongs to another environment than the host.</summary>
    WrongEnvironment = 13,

    /// <summary>The key belongs to another tenant than the request.</summary>
    WrongTenant = 14,

    /// <summary>The key's address list does not admit the client.</summary>
    IpNotAllowed = 15,

    /// <summary>The key is limited to other customers than the request's.</summary>
    CustomerNotAllowed = 16,

    /// <summary>The store failed, so nothing is known about the key.</summary>
    StoreUnavailable = 17,

    /// <summary>The host's own code refused the key.</summary>
    RefusedByHost = 18,

    /// <summary>The key came over plain HTTP to a host that demands HTTPS: it has to be taken for read by others.</summary>
    InsecureTransport = 19,

    /// <summary>The key lacks scopes that the endpoint asks for.</summary>
    MissingScopes = 20,

    /// <summary>One of the key's rate limits is reached.</summary>
    RateLimited = 21,

    /// <summary>Too many requests wait for a slow comparison already, so nothing is known about the key.</summary>
    HashingOverloaded = 22,

    /// <summary>The key was deleted and waits to be pruned.</summary>
    Deleted = 23,

    /// <summary>The client's address is on the deny list of the key's tenant.</summary>
    AddressDenied = 24,

    /// <summary>The signature's timestamp lies too far behind or ahead of this server's clock.</summary>
    StaleSignature = 25,

    /// <summary>The signature is not that of this request, or not that of this key.</summary>
    WrongSignature = 26,

    /// <summary>The signature was accepted before.</summary>
    ReplayedSignature = 27,

    /// <summary>The server lacks what it needs to decrypt the key's signing key, so nothing is known about the signature.</summary>
    SigningKeyUnavailable = 28,

    /// <summary>The signed body is longer than the host reads.</summary>
    BodyTooLarge = 29,

    /// <summary>The signed body broke off, is badly framed, or took too long.</summary>
    UnreadableBody = 30,
}
