using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>A key's version as an entity tag, and the condition that a caller makes of it (RFC 9110 sections 8.8.3 and 13.1.1).</summary>
internal static class EntityTag
{
    public static string Of(ApiKeyRecord key) => Of(key.Version);

    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Reads <c>If-Match</c>. False where it is none that a key can have: a list, a weak tag, or no number.</summary>
    /// <param name="request">The request.</param>
    /// <param name="version">The version that is asked for; null where any is good.</param>
    public static bool TryReadCondition(HttpRequest request, out long? version)
    {
        version = null;
        var values = request.Headers.IfMatch;
        if (values.Count == 0 || (values.Count == 1 && values[0]!.Trim(' ') == "*"))
        {
            return true;
        }

        if (values.Count != 1 || values[0]!.Trim(' ') is not ['"', .. var inner, '"'] || !long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        version = number;
        return true;
    }
}
