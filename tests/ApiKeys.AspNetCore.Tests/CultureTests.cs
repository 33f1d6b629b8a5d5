using System.Globalization;
using ApiKeys.AspNetCore.Tests.Host;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack case B-039: the server's culture changes nothing.</summary>
[NonParallelizable]
internal sealed class CultureTests
{
    [TestCase("tr-TR")]
    [TestCase("ar-SA")]
    [TestCase("th-TH")]
    [TestCase("fa-IR")]
    public async Task AC_039_every_culture_gives_the_same_answers(string name)
    {
        var before = CultureInfo.CurrentCulture;
        var culture = CultureInfo.GetCultureInfo(name);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = culture;
            await using var host = await ApiKeyHost.StartAsync(keys: keys => keys.ConfigureHashing(hashing => hashing.Algorithm = "pbkdf2-sha256"));
            var key = await host.IssueAsync(allowedIps: ["127.0.0.1", "10.0.0.0/8"]);
            Expect.Accepted(await host.GetAsync("/me", $"authorization: bearer {key.Text}"), key);
            Assert.That((await host.GetAsync("/me", $"AUTHORIZATION: BEARER {key.Text}")).Status, Is.EqualTo(200));
            Assert.That((await host.GetAsync("/me", key.Bearer + "I")).ErrorMessage, Is.EqualTo(Expect.Invalid));
            host.Store.Fault = Testing.StoreFault.Down;
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.That((await host.GetAsync("/me", key.Bearer)).Header("Retry-After"), Is.EqualTo("5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.DefaultThreadCurrentCulture = null;
        }
    }
}
