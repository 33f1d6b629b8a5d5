namespace ApiKeys.AspNetCore.Requests;

/// <summary>What a request holds in the places of a key.</summary>
internal enum ApiKeyCredentialKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Another authentication scheme's credential.</summary>
    OtherScheme,

    /// <summary>A bearer token that does not begin like a key of this host.</summary>
    ForeignBearer,

    /// <summary>Something that is no credential.</summary>
    Malformed,

    /// <summary>More than one credential.</summary>
    Several,

    /// <summary>A text that begins like a key.</summary>
    Key,

    /// <summary>The signature of a request.</summary>
    Signature,

    /// <summary>Something behind a signature's scheme that is no signature.</summary>
    MalformedSignature,
}
