using ApiKeys.Management;
using ApiKeys.Scopes;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>The body of an edit: what is named is changed, as far as the host lets it be (CONTRACT C17).</summary>
internal static class EditBody
{
    private static readonly (string Member, string Field)[] Members =
    [
        ("name", "name"),
        ("scopes", "scopes"),
        ("unrestricted", "scopes"),
        ("rate_limit_per_hour", "rate_limits"),
        ("rate_limits", "rate_limits"),
        ("allowed_ips", "allowed_ips"),
        ("customer_ids", "customer_ids"),
        ("metadata", "metadata"),
        ("expires_at", "expires_at"),
    ];

    public static EditApiKeyRequest Read(BodyReader body, EmptyScopes emptyScopes, ApiKeyManagementOptions options)
    {
        foreach (var (member, _) in Members.Where(entry => body.Has(entry.Member) && !options.EditableFields.Contains(entry.Field)))
        {
            body.Refuse(member, "It cannot be edited here.");
        }

        if (!Members.Any(entry => body.Has(entry.Member)))
        {
            body.Refuse("body", "It names nothing to change.");
        }

        var scopes = KeyFields.Scopes(body);
        if (emptyScopes == EmptyScopes.AllowAll && scopes is { IsNamed: true, Value: { Count: 0, IsUnrestricted: false } })
        {
            body.Refuse("scopes", "An empty list would take the restriction away. Say so with unrestricted, or name a scope.");
        }

        if (body.Has("unrestricted") && !scopes.IsNamed)
        {
            body.Refuse("unrestricted", "Say with scopes what the key may do.");
        }

        var edit = new EditApiKeyRequest
        {
            ExpectedVersion = body.OptionalInteger("version", 1, long.MaxValue),
            Name = body.Has("name") ? body.RequiredText("name") : default(Edit<string>),
            Scopes = scopes,
            RateLimits = LimitFields.Read(body),
            AllowedIps = KeyFields.AllowedIps(body),
            CustomerIds = KeyFields.CustomerIds(body),
            Metadata = KeyFields.Metadata(body),
            ExpiresAt = body.Has("expires_at") ? new Edit<DateTimeOffset?>(body.OptionalInstant("expires_at")) : default,
        };
        body.RefuseUnknown(options.IgnoreUnknownMembers);
        return edit;
    }
}
