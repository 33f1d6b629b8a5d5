using System.Net;
using ApiKeys.Verification;

namespace ApiKeys.Core.Tests.Verification;

[TestFixture]
public class VerifierRequestTests
{
    [TestCase("live", "live", ExpectedResult = null)]
    [TestCase("live", "test", ExpectedResult = ApiKeyFailureReason.WrongEnvironment)]
    [TestCase("test", "live", ExpectedResult = ApiKeyFailureReason.WrongEnvironment)]
    [TestCase(null, "live", ExpectedResult = null)]
    [TestCase(null, "test", ExpectedResult = null)]
    public async Task<ApiKeyFailureReason?> AC_126_host_admits_keys_of_its_environment(string? hostEnvironment, string keyEnvironment)
    {
        await using var host = new TestHost(options: options => options.Environment = hostEnvironment);
        var issued = await host.IssueAsync(TestHost.Request with { Environment = keyEnvironment });
        return await host.ReasonAsync(issued.Secret.Reveal());
    }

    [TestCase("test")]
    [TestCase("Live")]
    [TestCase(null)]
    public async Task AC_126_the_record_decides_and_not_the_text(string? recordEnvironment)
    {
        await using var host = new TestHost(options: options => options.Environment = "live");
        var issued = await host.IssueAsync(record => record with { Environment = recordEnvironment });
        Assert.That(issued.Secret.Reveal(), Does.StartWith("ak_live_"));
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal()), Is.EqualTo(ApiKeyFailureReason.WrongEnvironment));
    }

    [TestCase(ApiKeyFailureKind.Unauthorized)]
    [TestCase(ApiKeyFailureKind.Forbidden)]
    public async Task C_11_wrong_environment_is_401_or_403_by_option(ApiKeyFailureKind kind)
    {
        await using var host = new TestHost(options: options => (options.Environment, options.EnvironmentMismatch) = ("live", kind));
        var issued = await host.IssueAsync(TestHost.Request with { Environment = "test" });
        var failure = (await host.VerifyAsync(issued.Secret.Reveal())).Failure!;
        Assert.That((failure.Reason, failure.Kind), Is.EqualTo((ApiKeyFailureReason.WrongEnvironment, kind)));
    }

    [TestCase("10.1.1.1", ExpectedResult = null)]
    [TestCase("::ffff:10.1.1.1", ExpectedResult = null)]
    [TestCase("11.0.0.1", ExpectedResult = ApiKeyFailureReason.IpNotAllowed)]
    [TestCase("::1", ExpectedResult = ApiKeyFailureReason.IpNotAllowed)]
    [TestCase(null, ExpectedResult = ApiKeyFailureReason.IpNotAllowed)]
    public async Task<ApiKeyFailureReason?> AC_102_key_with_a_list_is_good_from_its_addresses_alone(string? client)
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(TestHost.Request with { AllowedIps = IpAllowList.Of("10.0.0.0/8") });
        return await host.ReasonAsync(issued.Secret.Reveal(), new ApiKeyRequestContext(client is null ? null : IPAddress.Parse(client), null));
    }

    [TestCase("11.0.0.1")]
    [TestCase(null)]
    public async Task AC_112_key_without_a_list_is_good_from_everywhere(string? client)
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync();
        Assert.That(await host.ReasonAsync(issued.Secret.Reveal(), new ApiKeyRequestContext(client is null ? null : IPAddress.Parse(client), null)), Is.Null);
    }

    [Test]
    public async Task S_25_client_outside_the_list_is_told_403()
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(TestHost.Request with { AllowedIps = IpAllowList.Of("10.0.0.0/8") });
        var verification = await host.VerifyAsync(issued.Secret.Reveal(), new ApiKeyRequestContext(IPAddress.Loopback, null));
        Assert.That(verification.Failure!.Kind, Is.EqualTo(ApiKeyFailureKind.Forbidden));
    }

    [TestCase("a", "a", ExpectedResult = null)]
    [TestCase("a", null, ExpectedResult = null)]
    [TestCase(null, null, ExpectedResult = null)]
    [TestCase("a", "b", ExpectedResult = ApiKeyFailureReason.WrongTenant)]
    [TestCase("a", "A", ExpectedResult = ApiKeyFailureReason.WrongTenant)]
    [TestCase("a", "", ExpectedResult = ApiKeyFailureReason.WrongTenant)]
    [TestCase(null, "a", ExpectedResult = ApiKeyFailureReason.WrongTenant)]
    public async Task<ApiKeyFailureReason?> Key_is_good_for_its_own_tenant_alone(string? keyTenant, string? requestTenant)
    {
        await using var host = new TestHost();
        var issued = await host.IssueAsync(TestHost.Request with { TenantId = keyTenant });
        return await host.ReasonAsync(issued.Secret.Reveal(), new ApiKeyRequestContext(null, requestTenant));
    }
}
