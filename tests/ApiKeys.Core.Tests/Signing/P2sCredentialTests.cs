using ApiKeys.Signing;

namespace ApiKeys.Core.Tests.Signing;

/// <summary>What is a P2S credential, and what is none.</summary>
internal sealed class P2sCredentialTests
{
    private static readonly string Hex = new('a', 64);

    [Test]
    public void S_32_the_last_two_colons_divide_and_upper_case_is_accepted()
    {
        Assert.That(P2sSignedRequest.TryParse($"sk:live:1:1700000000:{Hex}", "GET", "/", out var request), Is.True);
        Assert.That((request!.ApiKey, request.Timestamp), Is.EqualTo(("sk:live:1", 1_700_000_000L)));
        Assert.That(P2sSignedRequest.TryParse($"k:1:{Hex.ToUpperInvariant()}", "GET", "/", out _), Is.True);
    }

    [TestCase("")]
    [TestCase("+1700000000")]
    [TestCase(" 1700000000")]
    [TestCase("1700000000 ")]
    [TestCase("001700000000")]
    [TestCase("1700000000000")]
    [TestCase("-1")]
    [TestCase("0")]
    [TestCase("9223372036854775808")]
    [TestCase("1000000000000000000000000000000")]
    [TestCase("1e9")]
    [TestCase("1700000000\0")]
    [TestCase("\u0661\u0667\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660")]
    public void AC_185_a_timestamp_has_one_spelling(string timestamp) =>
        Assert.That(P2sSignedRequest.TryParse($"sk_live_1:{timestamp}:{Hex}", "GET", "/", out _), Is.False);

    [TestCase("")]
    [TestCase(":")]
    [TestCase("::")]
    [TestCase("sk_live_1")]
    [TestCase("sk_live_1:1700000000")]
    [TestCase("sk_live_1:1700000000:")]
    [TestCase(":1700000000:aa")]
    [TestCase("sk_live_1:1700000000:aa")]
    public void AC_181_a_credential_with_a_part_missing_is_none(string credential) =>
        Assert.That(P2sSignedRequest.TryParse(credential, "GET", "/", out _), Is.False);

    [TestCase('g')]
    [TestCase(' ')]
    [TestCase('\u0660')]
    [TestCase('\u0430')]
    public void AC_180_a_signature_is_64_hexadecimal_digits(char odd)
    {
        Assert.That(P2sSignedRequest.TryParse($"sk:1700000000:{Hex[1..]}{odd}", "GET", "/", out _), Is.False);
        Assert.That(P2sSignedRequest.TryParse($"sk:1700000000:{Hex}a", "GET", "/", out _), Is.False);
        Assert.That(P2sSignedRequest.TryParse($"sk:1700000000:{Hex[2..]}", "GET", "/", out _), Is.False);
    }

    [Test]
    public void A_credential_has_a_longest_length()
    {
        Assert.That(P2sSignedRequest.TryParse($"{new string('k', 1024 - 76)}:1700000000:{Hex}", "GET", "/", out _), Is.True);
        Assert.That(P2sSignedRequest.TryParse($"{new string('k', 1024 - 75)}:1700000000:{Hex}", "GET", "/", out _), Is.False);
    }

    [Test]
    public void No_text_throws()
    {
        const string Characters = ":::0123456789abcdefABCDEF_sk-+ \0é\uD800";
        var dice = new Dice(17);
        for (var i = 0; i < TestScale.Of(20_000_000); i++)
        {
            var length = dice.Next(100);
            var text = string.Create(length, dice, (span, d) =>
            {
                foreach (ref var c in span)
                {
                    c = Characters[d.Next(Characters.Length)];
                }
            });
            P2sSignedRequest.TryParse(text, "GET", "/", out _);
            P2sSignedRequest.TryParse($"{text}:1700000000:{Hex}", "GET", "/", out _);
        }
    }
}
