using System.Text.Json;
using ApiKeys.Management;

namespace QuickStart;

/// <summary>Makes a key for the configuration: the text for the caller, the entry for appsettings.json.</summary>
internal static class NewKey
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints a key and its entry, the entry last.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> PrintAsync(IServiceProvider services, string id)
    {
        var request = new IssueApiKeyRequest { Name = id, Environment = "live" };
        var result = await services.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None);
        if (!result.Succeeded)
        {
            await Console.Error.WriteLineAsync($"{id}: {result.Errors[0].Message}");
            return 1;
        }

        var secret = result.Value.Record.Secrets[0];
        var entry = new { result.Value.Record.Id, Name = id, secret.LookupId, secret.Hash, Environment = "live", Scopes = new[] { "leads:read" }, result.Value.Record.ExpiresAt };
        Console.WriteLine($"""
            The key, shown once:

              {result.Value.Secret.Reveal()}

            It may call GET /v1/leads: its scope is leads:read. For POST /functions/v1/default-integration add default:sync to "Scopes".
            The service takes it once the entry below stands in appsettings.json, in the section "ApiKeys", in the list "Keys":

            {JsonSerializer.Serialize(entry, Indented)}
            """);
        return 0;
    }
}
