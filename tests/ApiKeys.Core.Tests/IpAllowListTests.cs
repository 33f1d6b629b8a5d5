using System.Net;

namespace ApiKeys.Core.Tests;

[TestFixture]
public class IpAllowListTests
{
    [TestCase("10.1.1.1", true)]
    [TestCase("::ffff:10.1.1.1", true)]
    [TestCase("11.0.0.1", false)]
    [TestCase("::ffff:11.0.0.1", false)]
    [TestCase("::1", false)]
    [TestCase("::10.1.1.1", false)]
    public void AC_102_mapped_client_counts_as_ipv4(string client, bool expected) =>
        Assert.That(IpAllowList.Of("10.0.0.0/8").Contains(IPAddress.Parse(client)), Is.EqualTo(expected));

    [TestCase("::1", true)]
    [TestCase("2001:db8::1", true)]
    [TestCase("10.1.1.1", false)]
    [TestCase("::ffff:10.1.1.1", false)]
    public void AC_104_all_of_ipv6_does_not_admit_ipv4(string client, bool expected) =>
        Assert.That(IpAllowList.Of("::/0").Contains(IPAddress.Parse(client)), Is.EqualTo(expected));

    [TestCase("10.1.1.1", true)]
    [TestCase("0.0.0.0", true)]
    [TestCase("255.255.255.255", true)]
    [TestCase("::ffff:10.1.1.1", true)]
    [TestCase("::", false)]
    [TestCase("::1", false)]
    public void All_of_ipv4_does_not_admit_ipv6(string client, bool expected) =>
        Assert.That(IpAllowList.Of("0.0.0.0/0").Contains(IPAddress.Parse(client)), Is.EqualTo(expected));

    [TestCase("10.0.0.0/8", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0")]
    [TestCase("192.0.2.128/25", "192.0.2.128", "192.0.2.255", "192.0.2.127", "192.0.3.0")]
    [TestCase("192.0.2.6/31", "192.0.2.6", "192.0.2.7", "192.0.2.5", "192.0.2.8")]
    [TestCase("192.0.2.7", "192.0.2.7", "192.0.2.7", "192.0.2.6", "192.0.2.8")]
    [TestCase("128.0.0.0/1", "128.0.0.0", "255.255.255.255", "127.255.255.255", "0.0.0.0")]
    [TestCase("2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::")]
    [TestCase("2001:db8::1", "2001:db8::1", "2001:db8::1", "2001:db8::", "2001:db8::2")]
    [TestCase("8000::/1", "8000::", "ffff::", "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::")]
    public void S_25_network_admits_its_first_and_last_address_and_no_neighbour(string entry, string first, string last, string before, string after)
    {
        var list = IpAllowList.Of(entry);
        Assert.That(list.Contains(IPAddress.Parse(first)), Is.True);
        Assert.That(list.Contains(IPAddress.Parse(last)), Is.True);
        Assert.That(list.Contains(IPAddress.Parse(before)), Is.False);
        Assert.That(list.Contains(IPAddress.Parse(after)), Is.False);
    }

    [Test]
    public void Scope_id_of_a_client_does_not_count() =>
        Assert.That(IpAllowList.Of("fe80::1").Contains(IPAddress.Parse("fe80::1%3")), Is.True);

    [Test]
    public void Each_entry_admits()
    {
        var list = IpAllowList.Of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7");
        Assert.That(list.Contains(IPAddress.Parse("192.0.2.7")), Is.True);
        Assert.That(list.Contains(IPAddress.Parse("2001:db8::7")), Is.True);
        Assert.That(list.Contains(IPAddress.Parse("192.0.2.8")), Is.False);
        Assert.That(list.ToString(), Is.EqualTo("10.0.0.0/8, 2001:db8::/32, 192.0.2.7"));
    }

    [TestCase("0.0.0.0/0")]
    [TestCase("::/0")]
    public void AC_113_client_without_an_address_is_not_admitted(string entry) =>
        Assert.That(IpAllowList.Of(entry).Contains(null), Is.False);

    [Test]
    public void AC_112_empty_list_is_refused()
    {
        Assert.That(IpAllowList.TryCreate([], out _, out var error), Is.False);
        Assert.That(error, Does.Contain("admit nobody"));
        Assert.That(() => IpAllowList.Of(), Throws.ArgumentException.With.Message.Contains("admit nobody"));
    }

    [Test]
    public void Null_entry_is_refused() => Assert.That(IpAllowList.TryCreate([null], out _, out _), Is.False);

    [Test]
    public void One_bad_entry_spoils_the_list() => Assert.That(IpAllowList.TryCreate(["10.0.0.1", "1"], out _, out _), Is.False);

    [TestCase(IpAllowList.MaxCount, ExpectedResult = true)]
    [TestCase(IpAllowList.MaxCount + 1, ExpectedResult = false)]
    public bool Endless_list_is_refused(int count) =>
        IpAllowList.TryCreate(Enumerable.Range(0, count).Select(i => $"10.0.{i / 256}.{i % 256}"), out _, out _);

    [Test]
    public void Endless_entry_is_refused_without_being_repeated()
    {
        Assert.That(IpAllowList.TryCreate([new string('1', 10_000)], out _, out var error), Is.False);
        Assert.That(error, Has.Length.LessThan(100));
    }
}
