using System.Security.Cryptography;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>What somebody is told who looks for the reason of a refused signature.</summary>
internal sealed class ExplainTests
{
    [Test]
    public async Task What_the_server_saw_is_told_where_the_host_wants_that_and_never_a_key()
    {
        await using var host = await SignedHost.StartAsync(keys => keys.ConfigureSignedRequests(requests => requests.Explain = true));
        var key = await host.IssueAsync();
        var response = await host.PostAsync(key, "/echo/1?x=1", "{}", signedBody: "{ }");
        var hash = Convert.ToHexStringLower(SHA256.HashData("{}"u8));
        Assert.That(response.ErrorMessage, Is.EqualTo($"Invalid or expired API key. The signature is not that of this request and this key. The server saw method POST, target /echo/1?x=1, timestamp {host.Now} (0 s behind its clock), SHA-256 of the body {hash}."));
        response = await host.SendAsync("POST", "/echo/1", "{}", key.Sign(host.Now + 42, "POST", "/echo/1", "{}"));
        Assert.That(response.ErrorMessage, Does.Contain("The timestamp is not fresh.").And.Contain("(42 s ahead of its clock), the body was not read."));
        var line = key.Sign(host.Now, "GET", "/me");
        Assert.That((await host.Inner.GetAsync("/me", line)).Status, Is.EqualTo(200));
        Assert.That((await host.Inner.GetAsync("/me", line)).ErrorMessage, Does.Contain("accepted before"));
        var revoked = await host.IssueAsync();
        await host.Inner.ChangeAsync(new Host.TestKey(revoked.Record, revoked.ApiKey), record => record with { RevokedAt = host.Inner.Clock.GetUtcNow() });
        Assert.That((await host.GetAsync(revoked, "/me")).ErrorMessage, Is.EqualTo("Invalid or expired API key"), "a state is told to nobody");
        Assert.That(response.Body, Does.Not.Contain(key.ApiKey));
    }

    [Test]
    public async Task In_production_there_is_one_sentence()
    {
        await using var host = await SignedHost.StartAsync();
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync(key, "/me", "/you")).ErrorMessage, Is.EqualTo("Invalid or expired API key"));
    }
}
