using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ApiKeys.Management.Tests;

/// <summary>ATTACKS AC-154: names that have broken others, over the wire and back.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.PostgreSql)]
internal sealed class NaughtyNameTests(StoreKind store)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // As it is, and not by \u escapes.
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Test]
    public async Task AC_154_every_naughty_name_comes_back_byte_by_byte_or_is_refused()
    {
        var names = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Vectors", "blns.json")))!;
        Assert.That(names, Has.Length.EqualTo(515));
        await using var host = await ManagementHost.StartAsync(store);
        var kept = new List<string>();
        foreach (var name in names)
        {
            var created = await host.SendAsync("admA", "POST", "/api-keys", $$"""{"name":{{JsonSerializer.Serialize(name, Raw)}},"environment":"live"}""");
            Assert.That(created.Status, Is.EqualTo(IsRightlyRefused(name) ? 400 : 201), name);
            if (created.Status == 400)
            {
                Assert.That(CreateTests.FieldsOf(created), Is.EqualTo("name"), name);
                continue;
            }

            kept.Add(name);
            var shown = await host.SendAsync("admA", "GET", $"/api-keys/{created.Json.GetProperty("id").GetString()}");
            Assert.That(Strict.GetBytes(NameOf(created.Json)), Is.EqualTo(Strict.GetBytes(name)), name);
            Assert.That(Strict.GetBytes(NameOf(shown.Json)), Is.EqualTo(Strict.GetBytes(name)), name);
        }

        Assert.That(kept, Has.Count.GreaterThan(450), "most of them are strange and harmless");
        Assert.That(await ListedAsync(host), Is.EquivalentTo(kept));
    }

    private static async Task<List<string>> ListedAsync(ManagementHost host)
    {
        var names = new List<string>();
        for (string? query = ""; query is not null;)
        {
            var page = (await host.SendAsync("admA", "GET", $"/api-keys?limit=100{query}")).Json;
            names.AddRange(page.GetProperty("keys").EnumerateArray().Select(NameOf));
            query = page.GetProperty("next_cursor").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }

        return names;
    }

    private static string NameOf(JsonElement key) => key.GetProperty("name").GetString()!;

    private static bool IsRightlyRefused(string name) =>
        string.IsNullOrWhiteSpace(name) || name.EnumerateRunes().Count() > 100 || name.Any(char.IsControl) || name.Contains('\uFFFD');
}
