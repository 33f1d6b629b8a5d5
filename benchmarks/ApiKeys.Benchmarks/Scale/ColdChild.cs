using System.Globalization;
using System.Runtime;
using ApiKeys.Format;
using ApiKeys.Management;
using ApiKeys.Memory;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>A fresh process that answers one request and prints how long that took, how many methods were compiled for it and for how long, and what CPU time it took.</summary>
internal static class ColdChild
{
    /// <summary>Set it, and the child names the methods that were compiled for its request.</summary>
    private const string TraceSwitch = "APIKEYS_BENCHMARK_JIT";

    public static async Task RunAsync(string[] args)
    {
        var (key, text) = args is [_, var secret, var lookupId, var hash]
            ? (new ConfiguredApiKey { Id = "cold", LookupId = lookupId, Hash = hash, Environment = "live", RateLimitPerHour = 1_000 }, secret)
            : (null, "");
        using var trace = Environment.GetEnvironmentVariable(TraceSwitch) is null ? null : new JitTrace();
        await using var app = await ColdApp.StartAsync(key);
        if (key is null)
        {
            text = await IssueAsync(app);
        }

        var kind = Enum.Parse<ColdKind>(args[0]);
        await WarmAsync(app, kind);
        var isAnonymous = kind is ColdKind.Anonymous or ColdKind.AnonymousSchemeWarmed or ColdKind.AnonymousAllWarmed;
        var port = new Uri(app.Urls.First()).Port;
        trace?.Start();
        var start = Hash.Usage.Now;
        var (methods, time) = (JitInfo.GetCompiledMethodCount(), JitInfo.GetCompilationTime());
        var took = ColdRequest.Send(port, isAnonymous ? "/open" : "/closed", isAnonymous ? null : text);
        var cpu = (Hash.Usage.Now - start).CpuSeconds * 1e6;
        trace?.Stop();
        (methods, time) = (JitInfo.GetCompiledMethodCount() - methods, JitInfo.GetCompilationTime() - time);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{took:0} {methods} {time.TotalMicroseconds:0} {cpu:0}"));
        trace?.Print();
    }

    private static async Task<string> IssueAsync(WebApplication app)
    {
        var request = new IssueApiKeyRequest { Name = "cold", Environment = "live" };
        return (await app.Services.GetRequiredService<ApiKeyManager>().IssueAsync(request, CancellationToken.None)).Value!.Secret.Reveal();
    }

    private static async Task WarmAsync(WebApplication app, ColdKind kind)
    {
        if (kind is ColdKind.Anonymous or ColdKind.Verified)
        {
            return;
        }

        var isAll = kind is ColdKind.AllWarmed or ColdKind.AnonymousAllWarmed;
        var nobodys = app.Services.GetRequiredService<ApiKeyFormat>().Generate("live").Text;
        if (kind == ColdKind.VerifierWarmed)
        {
            await app.Services.GetRequiredService<ApiKeyVerifier>().VerifyAsync(nobodys, default, CancellationToken.None);
        }
        else
        {
            await ColdApp.WarmAsync(app, isAll ? await IssueAsync(app) : nobodys, isAll);
        }
    }
}
