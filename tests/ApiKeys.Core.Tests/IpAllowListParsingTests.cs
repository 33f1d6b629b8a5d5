namespace ApiKeys.Core.Tests;

[TestFixture]
public class IpAllowListParsingTests
{
    [TestCase("10.0.0.1")]
    [TestCase("0.0.0.0")]
    [TestCase("255.255.255.255")]
    [TestCase("10.0.0.0/8")]
    [TestCase("0.0.0.0/0")]
    [TestCase("10.1.2.0/31")]
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("2001:db8::/32")]
    [TestCase("::/0")]
    [TestCase("2001:db8::1")]
    [TestCase("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void S_25_canonical_entry_is_kept_as_it_is(string entry)
    {
        var list = IpAllowList.Of(entry);
        Assert.That(list.Entries, Is.EqualTo(new[] { entry }));
        Assert.That(IpAllowList.Of(list.Entries).Entries, Is.EqualTo(list.Entries));
    }

    [TestCase("10.0.0.1/32", "10.0.0.1")]
    [TestCase("2001:DB8:0:0::1/128", "2001:db8::1")]
    [TestCase("0:0:0:0:0:0:0:1", "::1")]
    [TestCase("::ffff:10.0.0.1", "10.0.0.1")]
    [TestCase("::ffff:a00:1", "10.0.0.1")]
    [TestCase("::ffff:10.0.0.0/104", "10.0.0.0/8")]
    [TestCase("::ffff:0:0/96", "0.0.0.0/0")]
    [TestCase("::ffff:10.0.0.1/128", "10.0.0.1")]
    public void S_25_entry_is_shown_in_canonical_form(string entry, string canonical)
    {
        var list = IpAllowList.Of(entry);
        Assert.That(list.ToString(), Is.EqualTo(canonical));
        Assert.That(IpAllowList.Of(list.Entries).Entries, Is.EqualTo(new[] { canonical }));
    }

    // What the platform's parser takes for some other address (ATTACKS, measured facts), and what is no address at all.
    [TestCase("010.0.0.1")]
    [TestCase("10.0.0.01")]
    [TestCase("1")]
    [TestCase("127.1")]
    [TestCase("127.0.1")]
    [TestCase("0x7f.0.0.1")]
    [TestCase("0x7f000001")]
    [TestCase("2130706433")]
    [TestCase("256.0.0.1")]
    [TestCase("10.0.0.1.1")]
    [TestCase("10.0.0.")]
    [TestCase(".0.0.1")]
    [TestCase("10.0.0.1:80")]
    [TestCase("-1.0.0.1")]
    [TestCase("1\u0661.0.0.1")]
    [TestCase("[::1]")]
    [TestCase("[::1]:80")]
    [TestCase("fe80::1%eth0")]
    [TestCase("fe80::1%1")]
    [TestCase("::ffff:010.0.0.1")]
    [TestCase("::ffff:10.0.1")]
    [TestCase("::ffff:0x7f.0.0.1")]
    [TestCase(":::")]
    [TestCase("1::2::3")]
    [TestCase("12345::")]
    [TestCase("::1\0")]
    [TestCase(" ::1")]
    [TestCase("::1 ")]
    [TestCase("::0x1")]
    [TestCase("")]
    [TestCase(" ")]
    [TestCase(" 10.0.0.1")]
    [TestCase("10.0.0.1 ")]
    [TestCase("10.0.0.1\n")]
    [TestCase("10.0.0.1\0")]
    [TestCase("localhost")]
    [TestCase("*")]
    [TestCase("10.0.0.*")]
    [TestCase("10.0.0.1-10.0.0.9")]
    [TestCase("10.0.0.1,10.0.0.2")]
    [TestCase("/8")]
    public void S_25_entry_that_is_no_address_is_refused_and_named(string entry)
    {
        Assert.That(IpAllowList.TryCreate([entry], out var list, out var error), Is.False);
        Assert.That(list, Is.Null);
        Assert.That(error, Is.EqualTo($"'{entry}' is neither an address nor a network."));
    }

    [TestCase("10.0.0.0/08", 32)]
    [TestCase("10.0.0.0/33", 32)]
    [TestCase("10.0.0.0/", 32)]
    [TestCase("10.0.0.0/-1", 32)]
    [TestCase("10.0.0.0/+8", 32)]
    [TestCase("10.0.0.0/ 8", 32)]
    [TestCase("10.0.0.0/8 ", 32)]
    [TestCase("10.0.0.0/8/8", 32)]
    [TestCase("10.0.0.0/255.0.0.0", 32)]
    [TestCase("10.0.0.0/0x8", 32)]
    [TestCase("10.0.0.0/99999999999", 32)]
    [TestCase("::/129", 128)]
    [TestCase("::/032", 128)]
    public void S_25_prefix_length_out_of_grammar_is_refused(string entry, int bits)
    {
        Assert.That(IpAllowList.TryCreate([entry], out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo($"'{entry}' has no prefix length from 0 to {bits}."));
    }

    [TestCase("10.0.0.1/8", "10.0.0.0/8")]
    [TestCase("10.0.0.1/0", "0.0.0.0/0")]
    [TestCase("10.0.0.1/31", "10.0.0.0/31")]
    [TestCase("2001:db8::1/32", "2001:db8::/32")]
    [TestCase("::1/0", "::/0")]
    [TestCase("::ffff:10.0.0.1/104", "10.0.0.0/8")]
    public void S_25_network_with_bits_behind_its_prefix_is_refused_with_advice(string entry, string advice)
    {
        Assert.That(IpAllowList.TryCreate([entry], out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo($"'{entry}' has bits behind its prefix; did you mean {advice}?"));
    }

    [TestCase("::ffff:10.0.0.0/8")]
    [TestCase("::ffff:0:0/95")]
    public void S_25_mapped_network_shorter_than_its_mapping_is_refused(string entry)
    {
        Assert.That(IpAllowList.TryCreate([entry], out _, out var error), Is.False);
        Assert.That(error, Does.Contain("at least 96"));
    }
}
