using System.Security.Cryptography;

namespace ApiKeys.Format;

/// <summary>Writes a key's text. Each random part is drawn on its own, without bias, from the operating system's generator.</summary>
internal static class KeyGenerator
{
    public static string Generate(KeyShape shape)
    {
        Span<char> text = stackalloc char[KeyTemplate.MaxKeyLength];
        shape.Prefix.CopyTo(text);
        var position = shape.Prefix.Length;
        foreach (var segment in shape.Tail)
        {
            var part = text.Slice(position, segment.Length);
            if (segment.Kind == KeySegmentKind.Literal)
            {
                segment.Text.CopyTo(part);
            }
            else if (segment.Kind == KeySegmentKind.Checksum)
            {
                KeyChecksum.Write(text[..position], part);
            }
            else
            {
                RandomNumberGenerator.GetItems(segment.Alphabet.Characters, part);
            }

            position += part.Length;
        }

        var key = text[..position].ToString();
        text.Clear();
        return key;
    }
}
