using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class KeyChecksumTests
{
    private const string Good = "ak_live_0123456789AB_abcdefghijklmnopqrstuvwxyz0123450ckbKU";

    [Test]
    public void Checksum_is_crc32c_in_base_62()
    {
        // RFC 3720 appendix B.4 has the CRC's parameters; 0xE3069283 is its well-known check value, 49la9j in base 62.
        Assert.That(KeyChecksum.Matches("12345678949la9j"), Is.True);
        Assert.That(KeyChecksum.Matches("12345678949la9k"), Is.False);
    }

    [Test]
    public void AC_057_key_with_its_own_checksum_parses()
    {
        using var format = Formats.Of(KeyTemplate.Standard("ak"));
        Assert.That(format.Parse(Good), Is.Null);
        Assert.That(format.LookupIdOf(Good), Is.EqualTo("0123456789AB"));
    }

    [TestCase("ak_live_0123456789AB_abcdefghijklmnopqrstuvwxyz0123450ckbKV", TestName = "AC_057_wrong_last_character_of_the_checksum_is_refused")]
    [TestCase("ak_live_0123456789AB_abcdefghijklmnopqrstuvwxyz0123451ckbKU", TestName = "AC_057_wrong_first_character_of_the_checksum_is_refused")]
    [TestCase("ak_live_0123456789AB_bacdefghijklmnopqrstuvwxyz0123450ckbKU", TestName = "AC_057_swapped_characters_are_refused")]
    [TestCase("ak_live_1023456789AB_abcdefghijklmnopqrstuvwxyz0123450ckbKU", TestName = "AC_057_another_public_id_is_refused")]
    [TestCase("ak_test_0123456789AB_abcdefghijklmnopqrstuvwxyz0123450ckbKU", TestName = "AC_022_another_environment_is_refused")]
    public void AC_057_wrong_checksum(string text)
    {
        using var format = Formats.Of(KeyTemplate.Standard("ak"));
        Assert.That(format.Parse(text), Is.EqualTo(ApiKeyFailureReason.WrongChecksum));
    }

    [Test]
    public void Shape_without_checksum_takes_any_characters()
    {
        using var format = Formats.Of(KeyTemplate.NexusErp);
        Assert.That(format.Parse("sk_01234567_abcdefghijklmnopqrstuvwxyz012345"), Is.Null);
        Assert.That(format.Parse("sk_01234567_abcdefghijklmnopqrstuvwxyz012346"), Is.Null);
    }
}
