using System.Text.Json;
using ApiKeys.Management;
using ApiKeys.Signing;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>The members of a key that are given at its creation and can be edited: named, or not.</summary>
internal static class KeyFields
{
    public const string Bearer = "bearer";
    public const string Signed = "signed";
    private const string P2sSignV1 = "p2s-sign-v1";
    private const string HttpMessageSignatures = "rfc9421";

    /// <summary><c>mode</c>; null where it is not said.</summary>
    public static ApiKeyMode? Mode(BodyReader body)
    {
        switch (body.OptionalText("mode"))
        {
            case null:
                return null;
            case Bearer:
                return ApiKeyMode.Bearer;
            case Signed:
                return ApiKeyMode.Signed;
            default:
                body.Refuse("mode", $"It is {Bearer} or {Signed}.");
                return null;
        }
    }

    /// <summary><c>signing_scheme</c> of a key that signs; null where it is not said.</summary>
    public static ApiKeySigningScheme? SigningScheme(BodyReader body)
    {
        switch (body.OptionalText("signing_scheme"))
        {
            case null:
                return null;
            case P2sSignV1:
                return ApiKeySigningScheme.P2sSignV1;
            case HttpMessageSignatures:
                return ApiKeySigningScheme.HttpMessageSignatures;
            default:
                body.Refuse("signing_scheme", $"It is {P2sSignV1} or {HttpMessageSignatures}.");
                return null;
        }
    }

    /// <summary><c>scopes</c>, or the tick <c>unrestricted</c>: an empty list never stands for it (CONTRACT P-3).</summary>
    public static Edit<ScopeSet> Scopes(BodyReader body)
    {
        var isUnrestricted = body.OptionalFlag("unrestricted") == true;
        var hasScopes = body.TryTake("scopes", out var value);
        var texts = hasScopes ? body.Texts("scopes", value) : null;
        if (isUnrestricted)
        {
            if (texts is { Count: > 0 })
            {
                body.Refuse("unrestricted", "A key has scopes, or it is unrestricted.");
            }

            return ScopeSet.Unrestricted;
        }

        if (texts is null)
        {
            return default;
        }

        if (ScopeSet.TryCreate(texts, out var set, out var error))
        {
            return set;
        }

        body.Refuse("scopes", error);
        return default;
    }

    public static Edit<IpAllowList?> AllowedIps(BodyReader body)
    {
        if (!body.TryTake("allowed_ips", out var value))
        {
            return default;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return new Edit<IpAllowList?>(null);
        }

        if (body.Texts("allowed_ips", value) is not { } texts)
        {
            return default;
        }

        if (IpAllowList.TryCreate(texts, out var list, out var error))
        {
            return list;
        }

        body.Refuse("allowed_ips", error);
        return default;
    }

    public static Edit<IReadOnlyList<string>?> CustomerIds(BodyReader body)
    {
        if (!body.TryTake("customer_ids", out var value))
        {
            return default;
        }

        return value.ValueKind == JsonValueKind.Null ? new Edit<IReadOnlyList<string>?>(null) : new Edit<IReadOnlyList<string>?>(body.Texts("customer_ids", value));
    }

    public static Edit<IReadOnlyDictionary<string, string>> Metadata(BodyReader body)
    {
        if (!body.TryTake("metadata", out var value) || body.Object("metadata", value) is not { } entries)
        {
            return default;
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in value.EnumerateObject())
        {
            if (entries.TryText(entry.Name, entry.Value, out var text))
            {
                metadata[entry.Name] = text;
            }
        }

        return new Edit<IReadOnlyDictionary<string, string>>(metadata);
    }
}
