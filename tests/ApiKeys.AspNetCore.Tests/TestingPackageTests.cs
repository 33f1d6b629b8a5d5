using System.Net;
using ApiKeys.Management;
using ApiKeys.Testing;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>What the testing package gives to a host's own tests, on the QuickStart.</summary>
internal sealed class TestingPackageTests
{
    [Test]
    public async Task A_client_with_a_key_opens_the_quick_start_and_one_without_does_not()
    {
        await using var factory = new WebApplicationFactory<Program>();
        using var client = await factory.CreateClientWithApiKeyAsync(new IssueApiKeyRequest { Name = "from a test", Environment = "live", Scopes = ScopeSet.Of("leads:read") });
        Assert.That((await client.GetAsync("/v1/leads")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var anonymous = factory.CreateClient();
        Assert.That((await anonymous.GetAsync("/v1/leads")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_request_that_the_host_refuses_says_what_is_wrong()
    {
        await using var factory = new WebApplicationFactory<Program>();
        Assert.That(
            () => factory.CreateClientWithApiKeyAsync(new IssueApiKeyRequest { Name = "", Environment = "moon" }),
            Throws.InvalidOperationException.With.Message.Contains("Name: It is empty.").And.Message.Contains("live, test"));
    }
}
