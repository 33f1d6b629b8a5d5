using System.Net;
using ApiKeys.Management;
using ApiKeys.Verification;

namespace ApiKeys.Core.Tests.Management;

/// <summary>The answer to "which check would refuse this key?" is what would happen.</summary>
[TestFixture]
public class SimulationTests
{
    private static readonly ApiKeyActor Admin = new("admin", "A", null);
    private static readonly ApiKeySimulationRequest Good = new() { Address = IPAddress.Parse("10.1.2.3"), TenantId = "A", Environment = "live", CustomerId = "c1", Scopes = ["leads:read"] };
    private TestHost _host = null!;
    private IssuedApiKey _key = null!;

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Case("address", ApiKeyFailureReason.IpNotAllowed, Good with { Address = IPAddress.Loopback });
        yield return Case("tenant", ApiKeyFailureReason.WrongTenant, Good with { TenantId = "B" });
        yield return Case("endpoint_environment", ApiKeyFailureReason.WrongEnvironment, Good with { Environment = "test" });
        yield return Case("customer", ApiKeyFailureReason.CustomerNotAllowed, Good with { CustomerId = "c2" });
        yield return Case("customer", ApiKeyFailureReason.CustomerNotAllowed, Good with { CustomerId = null, ChecksCustomer = true });
        yield return Case("scopes", ApiKeyFailureReason.MissingScopes, Good with { Scopes = ["leads:read", "leads:write"] });

        static TestCaseData Case(string check, ApiKeyFailureReason reason, ApiKeySimulationRequest request) => new TestCaseData(request, check, reason).SetName($"{{m}}({check} {reason} {request.CustomerId})");
    }

    [SetUp]
    public async Task SetUp()
    {
        _host = new TestHost(options: options => options.Environment = "live");
        _key = await _host.IssueAsync(TestHost.Request with
        {
            TenantId = "A",
            Scopes = ScopeSet.Of("leads:read"),
            AllowedIps = IpAllowList.Of("10.0.0.0/8"),
            CustomerIds = ["c1"],
            RateLimits = [RateLimit.PerHour(2)],
        });
    }

    [TearDown]
    public ValueTask TearDown() => _host.DisposeAsync();

    [TestCaseSource(nameof(Refusals))]
    public async Task A_simulation_names_the_check_that_would_refuse(ApiKeySimulationRequest request, string check, ApiKeyFailureReason reason)
    {
        var simulation = (await _host.Directory.SimulateAsync(_key.Record.Id, request, Admin, default))!;
        Assert.That((simulation.Refusal!.Name, simulation.Refusal.Failure!.Reason), Is.EqualTo((check, reason)));
        Assert.That(await RealAsync(request), Is.EqualTo(reason), "a real request is told the same");
    }

    [Test]
    public async Task A_simulation_that_passes_spends_nothing_however_often_it_runs()
    {
        for (var i = 0; i < 5; i++)
        {
            var simulation = (await _host.Directory.SimulateAsync(_key.Record.Id, Good, Admin, default))!;
            Assert.That(simulation.Refusal, Is.Null);
            Assert.That(simulation.Quota!.Value.Remaining, Is.EqualTo(1));
        }

        Assert.That(await RealAsync(Good), Is.Null);
        Assert.That(await RealAsync(Good), Is.Null);
        var spent = (await _host.Directory.SimulateAsync(_key.Record.Id, Good, Admin, default))!;
        Assert.That((spent.Refusal!.Name, spent.Refusal.Failure!.Reason), Is.EqualTo(("quota", ApiKeyFailureReason.RateLimited)));
        Assert.That(await RealAsync(Good), Is.EqualTo(ApiKeyFailureReason.RateLimited));
    }

    [Test]
    public async Task A_simulation_tells_of_state_and_secret_and_of_missing_scopes()
    {
        var simulation = (await _host.Directory.SimulateAsync(_key.Record.Id, new() { Scopes = ["a", "leads:read", "b"] }, Admin, default))!;
        Assert.That(simulation.MissingScopes, Is.EqualTo(new[] { "a", "b" }));
        await _host.Manager.DisableAsync(_key.Record.Id, Admin, default);
        simulation = (await _host.Directory.SimulateAsync(_key.Record.Id, Good, Admin, default))!;
        Assert.That((simulation.Refusal!.Name, simulation.Refusal.Failure!.Reason), Is.EqualTo(("state", ApiKeyFailureReason.Disabled)));
        Assert.That(await RealAsync(Good), Is.EqualTo(ApiKeyFailureReason.Disabled));
    }

    [Test]
    public async Task AC_116_a_foreign_key_is_simulated_like_one_that_does_not_exist()
    {
        Assert.That(await _host.Directory.SimulateAsync(_key.Record.Id, Good, Admin with { TenantId = "B" }, default), Is.Null);
        Assert.That(await _host.Directory.SimulateAsync("nobody", Good, Admin, default), Is.Null);
    }

    private async Task<ApiKeyFailureReason?> RealAsync(ApiKeySimulationRequest request)
    {
        var verification = await _host.VerifyAsync(_key.Secret.Reveal(), new ApiKeyRequestContext(request.Address, request.TenantId));
        if (!verification.Succeeded)
        {
            return verification.Failure.Reason;
        }

        var asked = new ApiKeyAdmissionRequest { Scopes = request.Scopes, Environment = request.Environment, CustomerId = request.CustomerId };
        return (await _host.Admitter.AdmitAsync(verification.Key, asked, default)).Failure?.Reason;
    }
}
