using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.Client.DependencyInjection;

/// <summary>Keeps keys and signatures out of HttpClient's log, whatever else the host lets it show.</summary>
internal sealed class HeaderRedaction(IOptionsMonitor<ClientParts> parts, IOptionsMonitor<ApiKeyClientOptions> keys) : IPostConfigureOptions<HttpClientFactoryOptions>
{
    private static readonly string[] Headers = ["Authorization", "X-API-Key", "Signature"];

    public void PostConfigure(string? name, HttpClientFactoryOptions options)
    {
        var client = parts.Get(name);
        if (!client.SendsKey && !client.Signs)
        {
            return;
        }

        var header = client.SendsKey ? keys.Get(name).HeaderName : null;
        var others = options.ShouldRedactHeaderValue;
        options.ShouldRedactHeaderValue = asked => asked.Equals(header, StringComparison.OrdinalIgnoreCase) || Headers.Contains(asked, StringComparer.OrdinalIgnoreCase) || others(asked);
    }
}
