using System.Security.Cryptography;
using ApiKeys.DependencyInjection;
using ApiKeys.Management;
using ApiKeys.Signing;
using ApiKeys.Stores.EfCore.Tests.Servers;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Tests.Behaviour;

/// <summary>Signed requests on several nodes over one database.</summary>
internal sealed class SignedNodeTests
{
    private TestDatabase _database = null!;
    private List<StoreHost<AppDbContext>> _nodes = null!;

    [SetUp]
    public void Start()
    {
        _database = TestDatabase.With<AppDbContext>(Engine.PostgreSql);
        _nodes = [.. Enumerable.Range(0, 3).Select(_ => AppHost.Create(_database, _ => { }, Sign))];
    }

    [TearDown]
    public void Stop()
    {
        _nodes.ForEach(node => node.Dispose());
        _database.Dispose();
    }

    [Test]
    public async Task AC_187_a_signature_that_one_node_has_accepted_is_refused_by_all()
    {
        var key = await IssueAsync();
        var request = Sign(key, "/leads", Now);
        Assert.That(await ReasonAsync(_nodes[0], request), Is.Null);
        foreach (var node in _nodes)
        {
            Assert.That(await ReasonAsync(node, request), Is.EqualTo(ApiKeyFailureReason.ReplayedSignature));
        }

        Assert.That(await ReasonAsync(_nodes[1], Sign(key, "/other", Now)), Is.Null);
    }

    [Test]
    public async Task AC_188_of_copies_on_all_nodes_at_once_one_is_accepted()
    {
        var request = Sign(await IssueAsync(), "/leads", Now);
        var reasons = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => ReasonAsync(_nodes[i % 3], request))));
        Assert.That(reasons.Count(reason => reason is null), Is.EqualTo(1));
        Assert.That(reasons.Where(reason => reason is not null), Is.All.EqualTo(ApiKeyFailureReason.ReplayedSignature));
    }

    [Test]
    public async Task FC_13_a_node_whose_clock_is_wrong_judges_by_it_and_lets_nothing_in_twice()
    {
        using var early = Skewed(-10);
        using var late = Skewed(10);
        var key = await IssueAsync();
        var request = Sign(key, "/leads", Now);
        Assert.That(await ReasonAsync(early, request), Is.EqualTo(ApiKeyFailureReason.StaleSignature), "ten seconds ahead of its clock");
        Assert.That(await ReasonAsync(late, request), Is.Null, "ten seconds behind its clock");
        Assert.That(await ReasonAsync(_nodes[0], request), Is.EqualTo(ApiKeyFailureReason.ReplayedSignature));
        Assert.That(await ReasonAsync(late, Sign(key, "/leads", Now.AddSeconds(-22))), Is.EqualTo(ApiKeyFailureReason.StaleSignature));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private StoreHost<AppDbContext> Skewed(int seconds) => AppHost.Create(_database, _ => { }, services =>
    {
        Sign(services);
        services.AddSingleton<TimeProvider>(new SkewedTimeProvider(TimeSpan.FromSeconds(seconds)));
    });

    private static void Sign(IServiceCollection services) => new ApiKeysBuilder(services)
        .ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed))
        .ConfigureSigning(signing => signing.ProtectionKeys.Add(new SigningProtectionKey("shared", new byte[32])));

    private async Task<IssuedApiKey> IssueAsync()
    {
        var result = await _nodes[0].Get<ApiKeyManager>().IssueAsync(new IssueApiKeyRequest { Name = "a key", Environment = "live", Mode = ApiKeyMode.Signed }, CancellationToken.None);
        Assert.That(result.Errors, Is.Empty);
        return result.Value!;
    }

    private static P2sSignedRequest Sign(IssuedApiKey key, string path, DateTimeOffset at)
    {
        var (signingKey, signature) = (new byte[32], new byte[32]);
        P2sSignV1.DeriveKey(key.SigningSecret!.Reveal(), key.Secret.Reveal(), signingKey);
        P2sSignV1.Sign(signingKey, at.ToUnixTimeSeconds(), "GET", path, SHA256.HashData([]), signature);
        var header = P2sSignV1.WriteHeader(key.Secret.Reveal(), at.ToUnixTimeSeconds(), signature);
        Assert.That(P2sSignedRequest.TryParse(header.AsSpan(P2sSignV1.AuthenticationScheme.Length + 1), "GET", path, out var request), Is.True);
        return request!;
    }

    private static async Task<ApiKeyFailureReason?> ReasonAsync(StoreHost<AppDbContext> node, SignedRequest request) =>
        (await node.Get<ApiKeyVerifier>().VerifySignedAsync(request, new NoBody(), default, CancellationToken.None)).Failure?.Reason;

    private sealed class NoBody : ISignedBody
    {
        public bool CanExist => false;

        public ValueTask<ApiKeyFailureReason?> HashAsync(Memory<byte> hash, CancellationToken cancellationToken)
        {
            SHA256.HashData([], hash.Span);
            return ValueTask.FromResult<ApiKeyFailureReason?>(null);
        }
    }
}
