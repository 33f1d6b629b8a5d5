using System.Diagnostics.CodeAnalysis;
using ApiKeys.Client.Sending;
using ApiKeys.Client.Signing;
using ApiKeys.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.Client.DependencyInjection;

/// <summary>Builds the handlers into a client in their one right order: who waits outermost, who has the key innermost, so that each try is signed anew and nobody changes what was signed.</summary>
internal sealed class KeyHandlerFilter(SigningMemory memory, TimeProvider time) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        Add(builder);
    };

    private void Add(HttpMessageHandlerBuilder builder)
    {
        var parts = Get<ClientParts>(builder);
        if (parts.RetriesAfter)
        {
            builder.AdditionalHandlers.Insert(0, new RetryAfterHandler(Get<RetryAfterOptions>(builder), time));
        }

        if (parts.SendsKey)
        {
            var options = Get<ApiKeyClientOptions>(builder);
            builder.AdditionalHandlers.Add(new ApiKeyHandler(options, OriginOf(builder, options.Origin)));
        }

        if (parts.Signs)
        {
            builder.AdditionalHandlers.Add(MakeSigningHandler(builder));
        }

        if (parts.SendsKey || parts.Signs)
        {
            RedirectStop.Apply(builder.PrimaryHandler, builder.Name);
        }
    }

    private ApiKeySigningHandler MakeSigningHandler(HttpMessageHandlerBuilder builder)
    {
        var options = Get<SignedClientOptions>(builder);
        var origin = OriginOf(builder, options.Origin);
        var (ledger, clock) = memory.Of(options.ApiKey!, origin.Uri);
        return new ApiKeySigningHandler(options.Scheme == ApiKeySigningScheme.P2sSignV1 ? new P2sRequestSigner(options, ledger) : new MessageRequestSigner(options), clock, origin, options.CorrectClockSkew);
    }

    // What configures the client shows its base address on a client that sends nothing.
    private static KeyOrigin OriginOf(HttpMessageHandlerBuilder builder, Uri? origin)
    {
        if (origin is null)
        {
            using var client = new HttpClient(builder.PrimaryHandler, disposeHandler: false);
            foreach (var configure in Get<HttpClientFactoryOptions>(builder).HttpClientActions)
            {
                configure(client);
            }

            origin = client.BaseAddress;
        }

        return origin is null
            ? throw new InvalidOperationException($"Nobody knows whom the API key of HttpClient '{builder.Name}' is for: set the client's BaseAddress in AddHttpClient, or the option Origin.")
            : new KeyOrigin(origin);
    }

    private static TOptions Get<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(HttpMessageHandlerBuilder builder)
        where TOptions : class => builder.Services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(builder.Name);
}
