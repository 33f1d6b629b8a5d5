using System.Net;
using System.Security.Cryptography;

namespace ApiKeys.Core.Tests;

/// <summary>CONTRACT G-8: the addresses that a tenant's keys are not admitted from.</summary>
[TestFixture]
public class IpDenyListTests
{
    [TestCase("192.0.2.7", true)]
    [TestCase("::ffff:192.0.2.7", true)]
    [TestCase("192.0.2.8", false)]
    [TestCase("10.255.255.255", true)]
    [TestCase("11.0.0.0", false)]
    [TestCase("2001:db8::7%3", true)]
    [TestCase("2001:db9::", false)]
    [TestCase("::192.0.2.7", false)]
    public void G_08_an_address_is_on_the_list_or_not(string address, bool isOn) =>
        Assert.That(IpDenyList.Of("192.0.2.7", "10.0.0.0/8", "2001:db8::/32").Contains(IPAddress.Parse(address)), Is.EqualTo(isOn));

    [Test]
    public void G_08_an_unknown_address_is_on_no_list_and_nothing_is_on_an_empty_one()
    {
        Assert.That(IpDenyList.Of("0.0.0.0/0", "::/0").Contains(null), Is.False);
        Assert.That(IpDenyList.None.Contains(IPAddress.Loopback), Is.False);
        Assert.That(IpDenyList.Of(), Is.SameAs(IpDenyList.None));
    }

    [Test]
    public void G_08_a_whole_family_can_be_denied()
    {
        Assert.That(IpDenyList.Of("0.0.0.0/0").Contains(IPAddress.Parse("203.0.113.9")), Is.True);
        Assert.That(IpDenyList.Of("0.0.0.0/0").Contains(IPAddress.IPv6Loopback), Is.False);
        Assert.That(IpDenyList.Of("::/0").Contains(IPAddress.IPv6Loopback), Is.True);
    }

    [Test]
    public void G_08_entries_are_canonical_and_there_once() =>
        Assert.That(IpDenyList.Of("2001:DB8:0::1", "10.0.0.0/8", "::ffff:10.0.0.0/104", "2001:db8::1/128").Entries, Is.EqualTo(new[] { "2001:db8::1", "10.0.0.0/8" }));

    [TestCase("10.0.0.1/8")]
    [TestCase("010.0.0.1")]
    [TestCase("example.org")]
    [TestCase("")]
    [TestCase(null)]
    public void G_08_what_is_no_address_is_refused_in_words(string? entry)
    {
        Assert.That(IpDenyList.TryCreate(["192.0.2.1", entry], out var list, out var error), Is.False);
        Assert.That((list, string.IsNullOrEmpty(error)), Is.EqualTo(((IpDenyList?)null, false)));
        Assert.That(() => IpDenyList.Of([entry!]), Throws.ArgumentException);
    }

    [TestCase(IpDenyList.MaxCount, true)]
    [TestCase(IpDenyList.MaxCount + 1, false)]
    public void G_08_a_list_has_a_longest_length(int count, bool isGood) =>
        Assert.That(IpDenyList.TryCreate(Enumerable.Range(0, count).Select(i => $"10.0.{i / 256}.{i % 256}"), out _, out _), Is.EqualTo(isGood));

    [Test]
    public void G_08_a_list_says_what_its_entries_say_one_by_one()
    {
        for (var round = 0; round < 200; round++)
        {
            string[] entries = [.. Enumerable.Range(0, 20).Select(_ => RandomNetwork())];
            var list = IpDenyList.Of(entries);
            var address = new IPAddress(RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(2) == 0 ? 4 : 16).Select(value => (byte)(value & 3)).ToArray());
            Assert.That(list.Contains(address), Is.EqualTo(entries.Any(entry => IpAllowList.Of(entry).Contains(address))), $"{address} {list}");
        }
    }

    private static string RandomNetwork()
    {
        var bytes = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(2) == 0 ? 4 : 16).Select(value => (byte)(value & 3)).ToArray();
        var length = RandomNumberGenerator.GetInt32((bytes.Length * 8) + 1);
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return $"{new IPAddress(bytes)}/{length}";
    }
}
