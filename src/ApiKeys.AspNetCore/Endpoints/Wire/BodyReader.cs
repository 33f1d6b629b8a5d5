using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ApiKeys.AspNetCore.Responses;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Reads the members of a JSON object, strictly, and collects everything that is wrong with them.</summary>
/// <remarks>By hand: a serializer takes <c>"7"</c> for 7, other letters' case for the same name, and stops at the first mistake.</remarks>
internal sealed class BodyReader
{
    private const int LongestEcho = 64;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<ApiKeyRefusalDetail> _errors;
    private readonly string _path;

    private BodyReader(JsonElement? members, string path, List<ApiKeyRefusalDetail> errors)
    {
        _path = path;
        _errors = errors;
        foreach (var member in members?.EnumerateObject() ?? default)
        {
            _members.Add(member.Name, member.Value);
        }
    }

    /// <summary>Everything that was wrong so far.</summary>
    public IReadOnlyList<ApiKeyRefusalDetail> Errors => _errors;

    /// <summary>A body without members, which is what no body is.</summary>
    public static BodyReader Empty() => new(null, "", []);

    /// <summary>A reader of an object within a body, which keeps what is wrong with it to itself; null where it is no object.</summary>
    public static BodyReader? Of(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.Object ? new BodyReader(value, "", []) : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character in a member's name.
            return null;
        }
    }

    /// <summary>Takes a body apart; null where it is no JSON object in UTF-8, too deep, or names a member twice.</summary>
    public static BodyReader? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!BodyLoader.IsUtf8(bytes.Span))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new BodyReader(document.RootElement.Clone(), "", []) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // The second is half a character in a member's name.
            return null;
        }
    }

    /// <summary>Whether a member is there, whatever it holds.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>A member, which is known from now on.</summary>
    public bool TryTake(string name, out JsonElement value)
    {
        _known.Add(name);
        return _members.TryGetValue(name, out value);
    }

    public void Refuse(string field, string message) => _errors.Add(new ApiKeyRefusalDetail(_path + field, message));

    /// <summary>The reader of an object within this one, which reports to this one; null where it is no object.</summary>
    public BodyReader? Object(string field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            try
            {
                return new BodyReader(value, $"{_path}{field}.", _errors);
            }
            catch (InvalidOperationException)
            {
                // Half a character in a member's name.
            }
        }

        Refuse(field, "It is not an object.");
        return null;
    }

    public bool TryText(string field, JsonElement value, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (value.ValueKind == JsonValueKind.String)
        {
            try
            {
                text = value.GetString()!;
                return true;
            }
            catch (InvalidOperationException)
            {
                Refuse(field, "It holds half a character.");
                return false;
            }
        }

        Refuse(field, "It is not a text.");
        return false;
    }

    public bool TryInteger(string field, JsonElement value, long min, long max, out long number)
    {
        number = 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number) && number >= min && number <= max)
        {
            return true;
        }

        Refuse(field, max == long.MaxValue ? $"It is a whole number from {min} on." : $"It is a whole number from {min} to {max}.");
        return false;
    }

    /// <summary>Says of every member that was not taken that it is unknown.</summary>
    public void RefuseUnknown(bool areIgnored)
    {
        foreach (var name in areIgnored ? [] : _members.Keys.Where(name => !_known.Contains(name)))
        {
            Refuse(name.Length > LongestEcho ? name[..LongestEcho] : name, "It is unknown here.");
        }
    }
}
