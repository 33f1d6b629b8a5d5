namespace ApiKeys.Benchmarks.Scale;

/// <summary>What the first request of a fresh process is.</summary>
internal enum ColdKind
{
    /// <summary>One without a key, to an endpoint that is open to all.</summary>
    Anonymous,

    /// <summary>One with a key, to an endpoint that asks for a user.</summary>
    Verified,

    /// <summary>The same, after the verifier was asked for a key that nobody has.</summary>
    VerifierWarmed,

    /// <summary>The same, after the authentication scheme was.</summary>
    SchemeWarmed,

    /// <summary>The same, after a good key was led through scheme, authorization and admission.</summary>
    AllWarmed,

    /// <summary>One without a key, after the scheme was asked.</summary>
    AnonymousSchemeWarmed,

    /// <summary>One without a key, after a good key was led through everything.</summary>
    AnonymousAllWarmed,
}
