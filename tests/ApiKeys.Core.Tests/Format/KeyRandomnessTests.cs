using System.Security.Cryptography;
using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class KeyRandomnessTests
{
    private const int SecretStart = 23;
    private const int SecretLength = 32;
    private static readonly string Alphabet = KeyAlphabet.Base62.Characters;

    // The quantiles of the normal distribution for p = 10^-4, alone and shared by all positions of a secret.
    private const double OneTest = 3.72;
    private const double EachOfManyTests = 4.53;

    [Test]
    public void AC_052_characters_are_drawn_without_bias()
    {
        var secrets = Secrets(TestScale.Of(1_000_000) / SecretLength);
        Assert.That(ChiSquare(string.Concat(secrets)), Is.LessThan(Critical(OneTest)));
    }

    [Test]
    public void AC_056_no_position_prefers_a_character()
    {
        var secrets = Secrets(TestScale.Of(1_000_000) / 10);
        for (var i = 0; i < SecretLength; i++)
        {
            var column = string.Concat(secrets.Select(secret => secret[i]));
            Assert.That(ChiSquare(column), Is.LessThan(Critical(EachOfManyTests)), $"position {i}");
        }
    }

    [Test]
    public void AC_052_the_measure_finds_the_bias_of_a_remainder()
    {
        var biased = string.Concat(RandomNumberGenerator.GetBytes(100_000).Select(value => Alphabet[value % 62]));
        Assert.That(ChiSquare(biased), Is.GreaterThan(Critical(OneTest)));
    }

    [Test]
    public void AC_054_public_id_and_secret_are_drawn_apart()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        for (var i = 0; i < 1_000; i++)
        {
            var text = format.Generate("live").Text;
            Assert.That(text[SecretStart..], Does.Not.Contain(text[10..22]));
        }
    }

    private static List<string> Secrets(int count)
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"));
        return [.. Enumerable.Range(0, count).Select(_ => format.Generate("live").Text.Substring(SecretStart, SecretLength))];
    }

    private static double ChiSquare(string text)
    {
        var expected = (double)text.Length / Alphabet.Length;
        return Alphabet.Sum(character => Math.Pow(text.Count(c => c == character) - expected, 2) / expected);
    }

    // Wilson and Hilferty's approximation of the chi-square quantile.
    private static double Critical(double quantile)
    {
        double degrees = Alphabet.Length - 1;
        var part = 2 / (9 * degrees);
        return degrees * Math.Pow(1 - part + (quantile * Math.Sqrt(part)), 3);
    }
}
