using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Management;

namespace ApiKeys.Core.Tests.Import;

/// <summary>Keys as another system has issued and stored them.</summary>
internal static class Foreign
{
    public static ApiKeyActor Host { get; } = ApiKeyActor.Host with { Name = "migration" };

    public static DateTimeOffset Created { get; } = new(2025, 3, 17, 14, 30, 0, TimeSpan.Zero);

    /// <summary>A host that reads SalesOS's texts and NexusERP's beside its own.</summary>
    public static TestHost NewHost(Action<ApiKeysBuilder>? configure = null) => new(builder =>
    {
        builder.ConfigureFormat(format =>
        {
            format.AcceptedTemplates.Add(KeyTemplate.SalesOs);
            format.AcceptedTemplates.Add(KeyTemplate.NexusErp);
        }).AddImport();
        configure?.Invoke(builder);
    });

    /// <summary>A text of SalesOS's shape whose last four characters are the same, whatever the number.</summary>
    public static string Text(int number = 0, string last = "c9d0") => string.Create(CultureInfo.InvariantCulture, $"sk_live_{number:D8}abcdefghijklmnopqrst{last}");

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    /// <summary>A slow hash that is quick enough for tests, as ASP.NET Core Identity writes it.</summary>
    public static string Identity(string text, int iterations = 10)
    {
        var blob = new byte[61];
        blob[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(1), 1);
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(5), iterations);
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(9), 16);
        RandomNumberGenerator.Fill(blob.AsSpan(13, 16));
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(text), blob.AsSpan(13, 16), blob.AsSpan(29), iterations, HashAlgorithmName.SHA256);
        return Convert.ToBase64String(blob);
    }

    public static ApiKeyImportRow Row(string hash, ApiKeyHashFormat format) => new()
    {
        ForeignId = Guid.NewGuid().ToString(),
        Name = "CRM Nightly Sync",
        Environment = "live",
        Scopes = ScopeSet.Of("leads:read"),
        CreatedAt = Created,
        Hash = hash,
        HashFormat = format,
    };

    /// <summary>A row of SalesOS's table: a slow hash, the beginning and the last four characters.</summary>
    public static ApiKeyImportRow ByHint(string text) => Row(Identity(text), ApiKeyHashFormat.AspNetIdentity) with { Prefix = "sk_live_", Last4 = text[^4..] };

    /// <summary>A row of a table that has SHA-256 of the text and nothing else.</summary>
    public static ApiKeyImportRow ByDigest(string text) => Row(Sha256(text), ApiKeyHashFormat.Sha256);

    public static async Task<ApiKeyImportReport> ImportAsync(this TestHost host, params IReadOnlyList<ApiKeyImportRow> rows) => await host.ImportAsync(Host, rows);

    public static async Task<ApiKeyImportReport> ImportAsync(this TestHost host, ApiKeyActor actor, params IReadOnlyList<ApiKeyImportRow> rows)
    {
        var result = await host.Importer.ImportAsync(new ApiKeyImportRequest { Rows = rows }, actor, default);
        Assert.That(result.Errors, Is.Empty);
        return result.Value!;
    }

    /// <summary>Imports rows that are all good, and gives their ids.</summary>
    public static async Task<IReadOnlyList<string>> ImportGoodAsync(this TestHost host, params IReadOnlyList<ApiKeyImportRow> rows)
    {
        var report = await host.ImportAsync(rows);
        Assert.That(report.Rows.SelectMany(row => row.Errors), Is.Empty);
        Assert.That(report.Rows.Select(row => row.Outcome), Is.All.EqualTo(ApiKeyImportOutcome.Imported));
        return [.. report.Rows.Select(row => row.Id!)];
    }

    public static IEnumerable<string> ErrorsOf(this ApiKeyImportRowResult row) => row.Errors.Select(error => error.Member ?? "");

    /// <summary>How often imported secrets were listed, and keys looked for, since the store was made.</summary>
    public static int Lists(this TestHost host) => host.Store.Arguments.Count(argument => argument.StartsWith(ImportedLookup.Hint, StringComparison.Ordinal) && argument.EndsWith(':'));
}
