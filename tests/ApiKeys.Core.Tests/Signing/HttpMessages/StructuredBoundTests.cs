using ApiKeys.Signing.HttpMessages;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

/// <summary>Each bound, and one more.</summary>
[TestFixture]
internal sealed class StructuredBoundTests
{
    [TestCase(8 * 1024, true)]
    [TestCase((8 * 1024) + 1, false)]
    public void A_field_has_8_KiB(int length, bool isTaken) => AssertTaken("a=\"" + new string('x', length - 4) + '"', isTaken, "8 KiB");

    [TestCase(8, true)]
    [TestCase(9, false)]
    public void A_field_has_8_members(int count, bool isTaken) => AssertTaken(Many(count, ", ", i => $"sig{i}=(\"@method\")"), isTaken, "8 members");

    [TestCase(32, true)]
    [TestCase(33, false)]
    public void A_label_has_32_components(int count, bool isTaken) => AssertTaken("a=(" + Many(count, " ", i => $"\"x-{i}\"") + ")", isTaken, "32 strings");

    [TestCase(16, true)]
    [TestCase(17, false)]
    public void A_list_and_an_item_have_16_parameters(int count, bool isTaken)
    {
        var parameters = Many(count, "", i => $";p{i}={i}");

        AssertTaken("a=()" + parameters, isTaken, "16 parameters");
        AssertTaken("a=1" + parameters, isTaken, "16 parameters");
        AssertTaken("a=(\"x\"" + parameters + ")", isTaken, "16 parameters");
    }

    [TestCase('(')]
    [TestCase('"')]
    [TestCase('\\')]
    [TestCase(':')]
    [TestCase(';')]
    [TestCase(' ')]
    [TestCase('A')]
    [TestCase('\uD800')]
    public void Very_long_texts_are_refused_at_once(char one) => AssertTaken("a=(" + new string(one, 1_000_000), isTaken: false, "8 KiB");

    private static void AssertTaken(string field, bool isTaken, string bound)
    {
        Assert.That(StructuredFields.TryParse(field, out _, out var error), Is.EqualTo(isTaken), error);
        Assert.That(error, isTaken ? Is.Null : Contains.Substring(bound));
    }

    private static string Many(int count, string separator, Func<int, string> make) => string.Join(separator, Enumerable.Range(0, count).Select(make));
}
