using ApiKeys.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;

namespace ApiKeys.AspNetCore.Hosting;

/// <summary>Whether every scheme that is named exists, so that no request is the first to find out.</summary>
internal sealed class SchemeDoctor(IEnumerable<SelectorTarget> targets, ILogger<SchemeDoctor> logger, IAuthenticationSchemeProvider? schemes = null, FastLaneAlone? fastLane = null)
{
    public async Task<string?> FindErrorAsync(bool hasFastLane)
    {
        var hasOwn = await ExistsAsync(ApiKeyDefaults.AuthenticationScheme);
        if (hasFastLane && !hasOwn && fastLane is null)
        {
            return "RequireApiKey() uses the scheme 'ApiKey', which the host has not added: its options would not hold. Call AddApiKey() without a name or AddFastLane(), or use RequireScopes() with the host's scheme.";
        }

        foreach (var target in targets)
        {
            if (!hasOwn || !await ExistsAsync(target.Scheme))
            {
                return $"AddApiKeySelector() chooses between '{ApiKeyDefaults.AuthenticationScheme}' and '{target.Scheme}', and the host has not added {(hasOwn ? target.Scheme : ApiKeyDefaults.AuthenticationScheme)}. Its schemes are {string.Join(", ", (await schemes!.GetAllSchemesAsync()).Select(scheme => scheme.Name))}.";
            }

            if ((await schemes!.GetDefaultAuthenticateSchemeAsync())?.Name != ApiKeyDefaults.SelectorScheme)
            {
                Log.SelectorIsNotDefault(logger);
            }
        }

        return null;
    }

    public async Task<bool> ExistsAsync(string name) => schemes is not null && await schemes.GetSchemeAsync(name) is not null;
}
