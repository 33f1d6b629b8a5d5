using System.Security.Cryptography;
using ApiKeys.AspNetCore;
using ApiKeys.DependencyInjection;
using ApiKeys.Format;
using ApiKeys.Management;
using ApiKeys.Signing;
using ApiKeys.Stores;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Timing.Hosting;

/// <summary>A host on Kestrel with keys in memory. Their shape has no checksum, so that any characters make a well-formed key.</summary>
internal sealed class Node : IDisposable
{
    private readonly WebApplication _app;

    /// <summary>Starts the host.</summary>
    /// <param name="configure">What the case needs beyond the defaults.</param>
    /// <param name="signs">Whether keys may sign, for an hour, and be asked for by their signatures.</param>
    public Node(Action<ApiKeysBuilder>? configure = null, bool signs = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var keys = builder.Services.AddApiKeys(options => options.Environment = "live").AddInMemoryStore()
            .ConfigureFormat(format => format.Template = KeyTemplate.Parse(Texts.Template));
        configure?.Invoke(keys);
        if (signs)
        {
            keys.ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed)).ConfigureSigning(Allow);
        }

        builder.Services.AddAuthentication()
            .AddApiKey(options => options.Transports = signs ? ApiKeyTransports.Bearer | ApiKeyTransports.Signature : ApiKeyTransports.Bearer)
            .AddScheme<AuthenticationSchemeOptions, AdminHandler>(AdminHandler.Name, null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(AdminHandler.Name, policy => policy.AddAuthenticationSchemes(AdminHandler.Name).RequireAuthenticatedUser());
        _app = builder.Build();
        Map(_app);
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public int Port => new Uri(_app.Urls.Single()).Port;

    public ApiKeyVerifier Verifier => Get<ApiKeyVerifier>();

    private IApiKeyStore Store => _app.Services.GetRequiredKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey);

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Issues a key without limits, its record changed as the case needs it.</summary>
    public IssuedKey Issue(Func<ApiKeyRecord, ApiKeyRecord>? change = null, ApiKeyMode mode = ApiKeyMode.Bearer)
    {
        var request = new IssueApiKeyRequest { Name = "timed", TenantId = "A", Environment = "live", Mode = mode, RateLimits = [] };
        var issued = Get<ApiKeyManager>().IssueAsync(request, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var record = issued.Succeeded ? issued.Value!.Record : throw new InvalidOperationException(string.Join(' ', issued.Errors));
        if (change is not null)
        {
            Store.ApplyAsync(ApiKeyChange.Update(record, change(record) with { Version = record.Version + 1 }), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }

        return new IssuedKey(issued.Value!.Secret.Reveal(), issued.Value.SigningSecret?.Reveal() ?? "", record);
    }

    /// <summary>Verifies a text and checks the answer.</summary>
    public void Expect(ApiKeyFailureReason? reason, string text)
    {
        var pending = Verifier.VerifyAsync(text, default, CancellationToken.None);
        Check(reason, pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult());
    }

    public static void Check(ApiKeyFailureReason? reason, in ApiKeyVerification verification)
    {
        if (verification.Failure?.Reason != reason)
        {
            throw new InvalidOperationException($"The answer is {verification.Failure?.Reason}, not {reason}.");
        }
    }

    public void Dispose() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static void Map(WebApplication app)
    {
        app.MapGet("/open", () => "open");
        app.MapGet("/me", () => "me").RequireApiKey();
        app.MapPost("/me", (HttpRequest request) => request.Body.CopyToAsync(Stream.Null)).RequireApiKey();
        app.MapApiKeyManagement("/api-keys").RequireAuthorization(AdminHandler.Name);
    }

    private static void Allow(ApiKeySigningOptions signing)
    {
        signing.Lifetime = TimeSpan.FromHours(1);
        signing.ProtectionKeys.Add(new SigningProtectionKey("timed", RandomNumberGenerator.GetBytes(32)));
    }
}
