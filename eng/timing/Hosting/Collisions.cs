using System.Numerics;
using System.Reflection;

namespace ApiKeys.Timing.Hosting;

/// <summary>Ids that all have one value under the platform's string hash where it is not randomised: whoever kept ids by that hash would search them one by one.</summary>
/// <remarks>That hash takes two characters at a time, in turn for its one half and for its other one, so halves that collide make ids that do.</remarks>
internal static class Collisions
{
    public const int IdLength = 16;
    private const int Units = IdLength / 4;
    private const uint Start = (5381 << 16) + 5381;

    public static IEnumerable<string> Ids(int count)
    {
        var halves = Halves((int)Math.Ceiling(Math.Sqrt(count)));
        var ids = (from first in halves from second in halves select Interleave(first, second)).Take(count);
        var hash = typeof(string).GetMethod("GetNonRandomizedHashCode", BindingFlags.Instance | BindingFlags.NonPublic, []) ?? throw new InvalidOperationException("The platform has no such hash any more.");
        return ids.Take(100).Select(id => hash.Invoke(id, [])).Distinct().Count() == 1 ? ids : throw new InvalidOperationException("The platform's hash is another one by now.");
    }

    // Three pairs of characters are drawn; the fourth follows from the value that all are to have, and is seldom one of two letters.
    private static List<string> Halves(int count)
    {
        var halves = new List<string>();
        var target = Hash(Texts.Random(2 * Units));
        Span<char> half = stackalloc char[2 * Units];
        for (var number = 0L; halves.Count < count; number++)
        {
            for (var (rest, i) = (number, 0); i < half.Length - 2; i++, rest /= Texts.Alphabet.Length)
            {
                half[i] = Texts.Alphabet[(int)(rest % Texts.Alphabet.Length)];
            }

            var last = target ^ Turn(Hash(half[..^2]));
            (half[^2], half[^1]) = ((char)(last & 0xFFFF), (char)(last >> 16));
            if (char.IsAsciiLetterOrDigit(half[^2]) && char.IsAsciiLetterOrDigit(half[^1]))
            {
                halves.Add(half.ToString());
            }
        }

        return halves;
    }

    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = Start;
        for (var i = 0; i < text.Length; i += 2)
        {
            hash = Turn(hash) ^ (text[i] | ((uint)text[i + 1] << 16));
        }

        return hash;
    }

    private static uint Turn(uint hash) => BitOperations.RotateLeft(hash, 5) + hash;

    private static string Interleave(string first, string second) =>
        string.Concat(Enumerable.Range(0, Units).Select(i => first[(2 * i)..((2 * i) + 2)] + second[(2 * i)..((2 * i) + 2)]));
}
