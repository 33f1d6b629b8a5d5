using System.Text.Json;
using ApiKeys.Management;

namespace QuickStart;

/// <summary>Makes a key for the configuration: the text for the caller, the entry for appsettings.json.</summary>
internal static class NewKey
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task PrintAsync(IServiceProvider services, string id)
    {
        var request = new IssueApiKeyRequest { Name = id, Environment = "live" };
        var result = await services.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None);
        if (!result.Succeeded)
        {
            await Console.Error.WriteLineAsync($"{id}: {result.Errors[0].Message}");
            Environment.ExitCode = 1;
            return;
        }

        var secret = result.Value.Record.Secrets[0];
        var entry = new { result.Value.Record.Id, Name = id, secret.LookupId, secret.Hash, Environment = "live", Scopes = new[] { "leads:read" }, result.Value.Record.ExpiresAt };
        Console.WriteLine($"""
            The key, shown once:

              {result.Value.Secret.Reveal()}

            For "Keys" in the section "ApiKeys" of appsettings.json:

            {JsonSerializer.Serialize(entry, Indented)}
            """);
    }
}
