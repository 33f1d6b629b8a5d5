using ApiKeys.Verification;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The key that speaks for a request.</summary>
/// <param name="Key">The key; null where none speaks, or where that cannot be told.</param>
/// <param name="IsAmbiguous">Whether the principal names several keys, or one that this request has not proved.</param>
internal readonly record struct RequestSpeaker(VerifiedApiKey? Key, bool IsAmbiguous);
