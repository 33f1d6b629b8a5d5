using ApiKeys.Management;
using ApiKeys.Scopes;
using ApiKeys.Verification;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>What an endpoint asks of a good key: environment, customer, scopes, quota, in this order, and nothing is spent by a refusal.</summary>
[TestFixture]
public class AdmitterTests
{
    [TestCase("c1", ExpectedResult = null)]
    [TestCase("c2", ExpectedResult = null)]
    [TestCase("c3", ExpectedResult = ApiKeyFailureReason.CustomerNotAllowed)]
    [TestCase("C1", ExpectedResult = ApiKeyFailureReason.CustomerNotAllowed)]
    [TestCase("", ExpectedResult = ApiKeyFailureReason.CustomerNotAllowed)]
    [TestCase(null, ExpectedResult = ApiKeyFailureReason.CustomerNotAllowed)]
    public async Task<ApiKeyFailureReason?> G_7_limited_key_is_good_for_its_customers_alone_and_not_where_none_is_named(string? customer)
    {
        await using var host = new TestHost();
        return await AdmitAsync(host, TestHost.Request with { CustomerIds = ["c1", "c2"] }, new ApiKeyAdmissionRequest { CustomerId = customer });
    }

    [TestCase("c1")]
    [TestCase(null)]
    public async Task G_7_key_without_customers_is_good_for_all(string? customer)
    {
        await using var host = new TestHost();
        Assert.That(await AdmitAsync(host, TestHost.Request, new ApiKeyAdmissionRequest { CustomerId = customer }), Is.Null);
    }

    [Test]
    public async Task The_first_demand_that_refuses_gives_the_reason_and_spends_nothing()
    {
        await using var host = new TestHost();
        var key = await VerifiedAsync(host, TestHost.Request with { CustomerIds = ["c1"], RateLimits = [RateLimit.PerHour(1)], Scopes = ScopeSet.Of("a:x") });
        var demands = new (ApiKeyFailureReason? Reason, ApiKeyAdmissionRequest Request)[]
        {
            (ApiKeyFailureReason.WrongEnvironment, new() { Environment = "test", CustomerId = "c2", Scopes = ["a:y"] }),
            (ApiKeyFailureReason.CustomerNotAllowed, new() { Environment = "live", CustomerId = "c2", Scopes = ["a:y"] }),
            (ApiKeyFailureReason.MissingScopes, new() { Environment = "live", CustomerId = "c1", Scopes = ["a:x", "a:y"] }),
            (null, new() { Environment = "live", CustomerId = "c1", Scopes = ["a:x"] }),
            (ApiKeyFailureReason.RateLimited, new() { Environment = "live", CustomerId = "c1", Scopes = ["a:x"] }),
            (ApiKeyFailureReason.MissingScopes, new() { Environment = "live", CustomerId = "c1", Scopes = ["a:y"] }),
        };
        foreach (var (reason, request) in demands)
        {
            var admission = await host.Admitter.AdmitAsync(key, request, CancellationToken.None);
            Assert.That(admission.Failure?.Reason, Is.EqualTo(reason));
            Assert.That(admission.MissingScopes, Is.EqualTo(reason == ApiKeyFailureReason.MissingScopes ? new[] { "a:y" } : Array.Empty<string>()));
        }
    }

    [TestCase(UnrestrictedKeyPolicy.EndpointsThatOptIn, false, ExpectedResult = ApiKeyFailureReason.MissingScopes)]
    [TestCase(UnrestrictedKeyPolicy.EndpointsThatOptIn, true, ExpectedResult = null)]
    [TestCase(UnrestrictedKeyPolicy.AllEndpoints, false, ExpectedResult = null)]
    public async Task<ApiKeyFailureReason?> AC_095_an_unrestricted_key_opens_what_opts_in(UnrestrictedKeyPolicy policy, bool optsIn)
    {
        await using var host = new TestHost(keys => keys.ConfigureScopes(scopes => scopes.UnrestrictedKeys = policy));
        var request = new ApiKeyAdmissionRequest { Scopes = ["a:x"], AllowsUnrestricted = optsIn };
        return await AdmitAsync(host, TestHost.Request with { Scopes = ScopeSet.Unrestricted }, request);
    }

    [Test]
    public async Task Examining_spends_nothing()
    {
        await using var host = new TestHost();
        var key = await VerifiedAsync(host, TestHost.Request with { RateLimits = [RateLimit.PerHour(1)] });
        for (var i = 0; i < 10; i++)
        {
            Assert.That(host.Admitter.Examine(key, default).Succeeded, Is.True);
        }

        Assert.That((await host.Admitter.AdmitAsync(key, default, CancellationToken.None)).Succeeded, Is.True);
        Assert.That((await host.Admitter.AdmitAsync(key, default, CancellationToken.None)).Succeeded, Is.False);
    }

    [Test]
    public async Task S_13_an_unknown_scope_is_refused_when_a_key_is_issued()
    {
        await using var host = new TestHost(keys => keys.ConfigureScopes(scopes => scopes.Scopes.Add("leads:read", "Read lead data")));
        var wrong = await host.Manager.IssueAsync(TestHost.Request with { Scopes = ScopeSet.Of("leads:raed") }, CancellationToken.None);
        Assert.That(wrong.Errors.Single().Member, Is.EqualTo("Scopes"));
        Assert.That((await host.Manager.IssueAsync(TestHost.Request with { Scopes = ScopeSet.Of("leads:read") }, CancellationToken.None)).Succeeded, Is.True);
    }

    [Test]
    public async Task C_14_limits_are_the_policys_where_they_are_not_said_and_none_where_none_is_allowed()
    {
        await using var host = new TestHost();
        Assert.That((await host.IssueAsync()).Record.RateLimits, Is.EqualTo(new[] { RateLimit.PerHour(1000) }));
        Assert.That((await host.IssueAsync(TestHost.Request with { RateLimits = [] })).Record.RateLimits, Is.Empty);
        await using var strict = new TestHost(keys => keys.ConfigurePolicy(policy => policy.AllowUnlimited = false));
        var refused = await strict.Manager.IssueAsync(TestHost.Request with { RateLimits = [] }, CancellationToken.None);
        Assert.That(refused.Errors.Single().Member, Is.EqualTo("RateLimits"));
        var doubled = await host.Manager.IssueAsync(TestHost.Request with { RateLimits = [RateLimit.PerHour(1), RateLimit.PerHour(2)] }, CancellationToken.None);
        Assert.That(doubled.Errors.Single().Member, Is.EqualTo("RateLimits"));
    }

    private static async Task<ApiKeyFailureReason?> AdmitAsync(TestHost host, IssueApiKeyRequest issue, ApiKeyAdmissionRequest request) =>
        (await host.Admitter.AdmitAsync(await VerifiedAsync(host, issue), request, CancellationToken.None)).Failure?.Reason;

    private static async Task<VerifiedApiKey> VerifiedAsync(TestHost host, IssueApiKeyRequest request) =>
        (await host.VerifyAsync((await host.IssueAsync(request)).Secret.Reveal())).Key!;
}
