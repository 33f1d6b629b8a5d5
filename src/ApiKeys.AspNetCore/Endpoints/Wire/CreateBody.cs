using System.Collections.ObjectModel;
using ApiKeys.Management;
using ApiKeys.Scopes;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>The body of a creation.</summary>
internal static class CreateBody
{
    public static IssueApiKeyRequest Read(BodyReader body, EmptyScopes emptyScopes, ApiKeyManagementOptions options)
    {
        var limits = LimitFields.Read(body);
        var request = new IssueApiKeyRequest
        {
            Name = body.RequiredText("name"),
            Environment = body.OptionalText("environment") ?? options.DefaultEnvironment,
            Scopes = Scopes(body, emptyScopes),
            RateLimits = limits.IsNamed ? limits.Value : null,
            Expiry = ExpiryFields.Read(body),
            AllowedIps = KeyFields.AllowedIps(body).Value,
            CustomerIds = KeyFields.CustomerIds(body).Value,
            Metadata = KeyFields.Metadata(body).Value ?? ReadOnlyDictionary<string, string>.Empty,
            Mode = KeyFields.Mode(body),
            SigningScheme = KeyFields.SigningScheme(body),
            NotBeforeAt = body.OptionalInstant("not_before"),
        };
        body.RefuseUnknown(options.IgnoreUnknownMembers);
        return request;
    }

    // Where an empty list means everything, a list that is left out is a mistake: it would make a wide key by accident (CONTRACT S-5).
    private static ScopeSet Scopes(BodyReader body, EmptyScopes emptyScopes)
    {
        var scopes = KeyFields.Scopes(body);
        if (emptyScopes == EmptyScopes.DenyAll)
        {
            return scopes.Value ?? ScopeSet.None;
        }

        if (!scopes.IsNamed && body.Errors.Count == 0)
        {
            body.Refuse("scopes", "It is required; an empty list stands for no restriction.");
        }

        return scopes.Value is { Count: > 0 } some ? some : ScopeSet.Unrestricted;
    }
}
