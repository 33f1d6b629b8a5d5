using System.Buffers;
using System.Text;

namespace ApiKeys.Stores.EfCore.Mapping;

/// <summary>Which texts every database keeps as they are.</summary>
/// <remarks>PostgreSQL refuses U+0000, and half a surrogate pair has no UTF-8 form: no row can hold either, so that none needs to be looked for.</remarks>
internal static class StorableText
{
    public static bool IsStorable(string? text)
    {
        for (var rest = text.AsSpan(); rest.IndexOfAny(Suspects) is var next and >= 0;)
        {
            rest = rest[next..];
            if (rest[0] == '\0' || Rune.DecodeFromUtf16(rest, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }

    private static readonly SearchValues<char> Suspects = SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);
}
