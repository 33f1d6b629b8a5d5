using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class HiddenEntropyTests
{
    [TestCase("sk_{secret:22}", 0, TestName = "AC_053_22_characters_of_base62_are_enough")]
    [TestCase("sk_{secret:25:base36}", 0, TestName = "AC_053_25_characters_of_base36_are_enough")]
    [TestCase("sk_{secret:26}", 4, TestName = "AC_053_26_characters_less_a_shown_end_are_enough")]
    [TestCase("sk_{secret:60,22-60}", 0, TestName = "AC_053_a_shortest_accepted_secret_of_22_is_enough")]
    public void AC_053_strong_format(string template, int lastLength) => Assert.That(Complaints(template, null, lastLength), Is.Empty);

    [TestCase("sk_{secret:21}", null, 0, TestName = "AC_053_21_characters_of_base62_are_refused")]
    [TestCase("sk_{secret:24:base36}", null, 0, TestName = "AC_053_24_characters_of_base36_are_refused")]
    [TestCase("sk_{secret:25}", null, 4, TestName = "AC_053_a_shown_end_counts")]
    [TestCase("sk_{secret:22}", 4, 0, TestName = "AC_053_a_shown_beginning_counts")]
    [TestCase("sk_{secret:60,21-60}", null, 0, TestName = "AC_053_the_shortest_accepted_secret_counts")]
    [TestCase("sk_{id:32}_{secret:16}{checksum}", null, 0, TestName = "AC_053_public_id_and_checksum_do_not_count")]
    public void AC_053_weak_format(string template, int? prefixLength, int lastLength)
    {
        var complaint = Complaints(template, prefixLength, lastLength).Single();
        Assert.That(complaint, Does.StartWith("Keys that begin with 'sk_' hide ").And.Contain("at least 128 are needed"));
    }

    [Test]
    public void AC_053_message_never_rounds_up_to_what_is_demanded() =>
        Assert.That(Complaints("sk_{secret:27:base36}", null, 2).Single(), Does.Contain("hide 127 bits"));

    [TestCase(2, "hide 178 bits", ExpectedResult = false)]
    [TestCase(18, "hide 83 bits", ExpectedResult = true)]
    public bool N_2_hint_may_show_secret_characters_while_128_bits_stay_hidden(int shown, string bits)
    {
        var complaints = Complaints(KeyTemplate.NexusErp.ToString(), 12 + shown, 0);
        return complaints.Count == 1 && complaints[0].Contains(bits, StringComparison.Ordinal);
    }

    [Test]
    public void AC_228_accepted_templates_are_held_to_the_same_strength()
    {
        var complaints = StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureFormat(format => format.AcceptedTemplates.Add(KeyTemplate.Parse("old_{secret:8}"))));
        Assert.That(complaints, Has.One.Contains("'old_'"));
    }

    [TestCase("sk_{secret:256}", ExpectedResult = "Keys that begin with 'sk_' can be longer than 256 characters.")]
    [TestCase("sk_{secret:253}", ExpectedResult = null)]
    public string? Keys_longer_than_256_characters_are_refused(string template) => Complaints(template, null, 0).SingleOrDefault();

    [TestCase(-1, ExpectedResult = false)]
    [TestCase(0, ExpectedResult = true)]
    [TestCase(4, ExpectedResult = true)]
    [TestCase(5, ExpectedResult = false)]
    public bool S_6_at_most_the_last_4_are_shown(int lastLength) => Complaints("sk_{secret:60}", null, lastLength).Count == 0;

    [Test]
    public void Negative_prefix_length_is_refused() =>
        Assert.That(Complaints("sk_{secret:60}", -1, 0), Has.One.Contains("DisplayPrefixLength is negative"));

    private static IReadOnlyList<string> Complaints(string template, int? prefixLength, int lastLength) =>
        StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureFormat(format =>
        {
            format.Template = KeyTemplate.Parse(template);
            format.DisplayPrefixLength = prefixLength;
            format.DisplayLastLength = lastLength;
        }));
}
