using System.Text.Json;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.Management;
using ApiKeys.Scopes;

namespace ApiKeys.AspNetCore.Endpoints.SalesOs;

/// <summary>The body of a creation (CONTRACT S-4, S-5, S-25): <c>null</c> is the same as left out, but for <c>scopes</c>, which have to be said.</summary>
internal static class SalesOsCreateBody
{
    public const string Name = "key_name";
    private const string Scopes = "scopes";
    private const string Limit = "rate_limit_per_hour";
    private const string Days = "expires_in_days";
    private const long MostPermits = 100_000;
    private const long MostDays = 36_500;

    public static IssueApiKeyRequest Read(ManagementCall call)
    {
        var body = call.Body;
        var permits = Number(body, Limit, MostPermits);
        var days = Number(body, Days, MostDays);
        var request = new IssueApiKeyRequest
        {
            Name = body.RequiredText(Name),
            Environment = body.OptionalText("environment") ?? call.Options.DefaultEnvironment,
            Scopes = ReadScopes(body, call.EmptyScopes),
            RateLimits = permits is { } count ? [RateLimit.PerHour(count)] : null,
            Expiry = days is { } life ? ApiKeyExpiry.After(TimeSpan.FromDays(life)) : ApiKeyExpiry.Default,
            AllowedIps = KeyFields.AllowedIps(body).Value,
        };
        body.RefuseUnknown(call.Options.IgnoreUnknownMembers);
        return request;
    }

    private static long? Number(BodyReader body, string name, long most) =>
        body.TryTake(name, out var value) && value.ValueKind != JsonValueKind.Null && body.TryInteger(name, value, 1, most, out var number) ? number : null;

    private static ScopeSet ReadScopes(BodyReader body, EmptyScopes emptyScopes)
    {
        if (!body.TryTake(Scopes, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            body.Refuse(Scopes, emptyScopes == EmptyScopes.AllowAll ? "It is required; an empty list stands for no restriction." : "It is required.");
            return ScopeSet.None;
        }

        if (body.Texts(Scopes, value) is not { } texts)
        {
            return ScopeSet.None;
        }

        if (!ScopeSet.TryCreate(texts, out var set, out var error))
        {
            body.Refuse(Scopes, error);
            return ScopeSet.None;
        }

        return set.Count == 0 && emptyScopes == EmptyScopes.AllowAll ? ScopeSet.Unrestricted : set;
    }
}
