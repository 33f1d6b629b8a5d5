using System.Buffers;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>Which components a signature may cover (RFC 9421 sections 2.1 and 2.2).</summary>
internal static class ComponentName
{
    // Left out: @query-param needs a parameter, @status is of responses, and @signature-params is never named.
    private static readonly string[] Derived = ["@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query"];

    // A field name's characters (RFC 9110 section 5.6.2) without the upper case.
    private static readonly SearchValues<char> FieldCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    /// <summary>What is wrong with the name; <see langword="null"/> where nothing is.</summary>
    public static string? FindComplaint(string name)
    {
        if (name.StartsWith('@'))
        {
            return Array.IndexOf(Derived, name) < 0 ? "A derived component is not supported." : null;
        }

        return name.Length == 0 || name.AsSpan().ContainsAnyExcept(FieldCharacters) ? "A component is no field name in lower case." : null;
    }
}
