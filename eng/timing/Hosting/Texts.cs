using System.Security.Cryptography;

namespace ApiKeys.Timing.Hosting;

/// <summary>Texts of keys that nobody has.</summary>
internal static class Texts
{
    public const string Template = "ak_{env}_{id:12}_{secret:32}";
    public const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    public const int SecretLength = 32;
    private const int IdLength = 12;

    public static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    public static string Unknown() => $"ak_live_{Random(IdLength)}_{Random(SecretLength)}";

    public static string WithOtherSecret(string text) => text[..^SecretLength] + Random(SecretLength);

    /// <summary>The text with one character changed, in every way there is.</summary>
    public static string[] WithOther(string text, int place) =>
        [.. Alphabet.Where(character => character != text[place]).Select(character => text[..place] + character + text[(place + 1)..])];

    /// <summary>As many of something as a case takes turns with.</summary>
    public static string[] Many(int count, Func<string> make) => [.. Enumerable.Range(0, count).Select(_ => make())];
}
