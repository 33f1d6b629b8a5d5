using System.Text.Json;

namespace ApiKeys.AspNetCore.Endpoints.Wire;

/// <summary>Members of the common kinds. What is wrong with one is collected by its reader.</summary>
internal static class BodyValues
{
    extension(BodyReader body)
    {
        /// <summary>A text that has to be there.</summary>
        public string RequiredText(string name)
        {
            if (!body.TryTake(name, out var value))
            {
                body.Refuse(name, "It is required.");
                return "";
            }

            return body.TryText(name, value, out var text) ? text : "";
        }

        /// <summary>A text; null where it is left out or null.</summary>
        public string? OptionalText(string name) =>
            body.TryTake(name, out var value) && value.ValueKind != JsonValueKind.Null && body.TryText(name, value, out var text) ? text : null;

        /// <summary>A whole number; null where it is left out.</summary>
        public long? OptionalInteger(string name, long min, long max) =>
            body.TryTake(name, out var value) && body.TryInteger(name, value, min, max, out var number) ? number : null;

        /// <summary>Yes or no; null where it is left out.</summary>
        public bool? OptionalFlag(string name)
        {
            if (!body.TryTake(name, out var value))
            {
                return null;
            }

            if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                return value.GetBoolean();
            }

            body.Refuse(name, "It is true or false.");
            return null;
        }

        /// <summary>An instant; null where it is left out or null.</summary>
        public DateTimeOffset? OptionalInstant(string name)
        {
            if (!body.TryTake(name, out var value) || value.ValueKind == JsonValueKind.Null || !body.TryText(name, value, out var text))
            {
                return null;
            }

            if (InstantText.TryRead(text, out var instant))
            {
                return instant;
            }

            body.Refuse(name, "It is an instant with an offset, such as 2030-01-31T00:00:00Z (RFC 3339).");
            return null;
        }

        /// <summary>A list of texts; null where an entry is wrong.</summary>
        public IReadOnlyList<string>? Texts(string name, JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                body.Refuse(name, "It is not a list.");
                return null;
            }

            var texts = new List<string>();
            foreach (var (index, entry) in value.EnumerateArray().Index())
            {
                if (body.TryText($"{name}[{index}]", entry, out var text))
                {
                    texts.Add(text);
                }
            }

            return texts.Count == value.GetArrayLength() ? texts : null;
        }
    }
}
