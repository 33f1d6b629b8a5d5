using System.Collections.ObjectModel;
using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>The body of a creation.</summary>
internal static class CreateBody
{
    public static IssueApiKeyRequest Read(BodyReader body, bool ignoresUnknown)
    {
        var limits = LimitFields.Read(body);
        var request = new IssueApiKeyRequest
        {
            Name = body.RequiredText("name"),
            Environment = body.OptionalText("environment"),
            Scopes = KeyFields.Scopes(body).Value ?? ScopeSet.None,
            RateLimits = limits.IsNamed ? limits.Value : null,
            Expiry = ExpiryFields.Read(body),
            AllowedIps = KeyFields.AllowedIps(body).Value,
            CustomerIds = KeyFields.CustomerIds(body).Value,
            Metadata = KeyFields.Metadata(body).Value ?? ReadOnlyDictionary<string, string>.Empty,
            NotBeforeAt = body.OptionalInstant("not_before"),
        };
        body.RefuseUnknown(ignoresUnknown);
        return request;
    }
}
