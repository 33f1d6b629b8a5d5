namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>What is signed of a target, and where proxies and path bases stand.</summary>
internal sealed class SignedTargetTests
{
    [TestCase(ApiKeySignedTarget.PathAndQuery, "/echo/1?x=1", "/echo/1?x=1", 200)]
    [TestCase(ApiKeySignedTarget.PathAndQuery, "/echo/1?x=1", "/echo/1", 401)]
    [TestCase(ApiKeySignedTarget.PathOnly, "/echo/1", "/echo/1", 200)]
    [TestCase(ApiKeySignedTarget.PathOnly, "/echo/1?x=1", "/echo/1", 401)]
    [TestCase(ApiKeySignedTarget.PathOnly, "/echo/1?x=1", "/echo/1?x=1", 401)]
    [TestCase(ApiKeySignedTarget.PathOnly, "/echo/1?", "/echo/1", 401)]
    [TestCase(ApiKeySignedTarget.PathIgnoringQuery, "/echo/1?x=1", "/echo/1", 200)]
    [TestCase(ApiKeySignedTarget.PathIgnoringQuery, "/echo/1?x=1", "/echo/1?x=1", 401)]
    public async Task AC_195_S_32_the_query_is_signed_refused_or_left_out(ApiKeySignedTarget target, string sent, string signed, int status)
    {
        await using var host = await SignedHost.StartAsync(keys => keys.ConfigureSignedRequests(requests => requests.Target = target));
        Assert.That((await host.GetAsync(await host.IssueAsync(), sent, signed)).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task AC_194_a_path_base_is_part_of_what_is_signed()
    {
        await using var host = await SignedHost.StartAsync(pipeline: app => app.UsePathBase("/base"));
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync(key, "/base/me")).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync(key, "/base/me", "/me")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task AC_194_what_a_proxy_has_taken_off_is_put_there_again_by_option_alone()
    {
        await using var host = await SignedHost.StartAsync(keys => keys.ConfigureSignedRequests(requests => requests.TargetPrefix = "/functions"));
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync(key, "/me", "/functions/me")).Status, Is.EqualTo(200));
        Assert.That((await host.GetAsync(key, "/me", "/me")).Status, Is.EqualTo(401), "never either of two forms");
        await using var plain = await SignedHost.StartAsync();
        key = await plain.IssueAsync();
        Assert.That((await plain.Inner.GetAsync("/me", "X-Forwarded-Prefix: /functions", key.Sign(plain.Now, "GET", "/functions/me"))).Status, Is.EqualTo(401), "a header says nothing");
    }

    [TestCase("functions")]
    [TestCase("/functions/")]
    [TestCase("/a b")]
    [TestCase("/a?x")]
    public void AC_228_a_prefix_that_is_none_stops_the_start(string prefix) =>
        Assert.That(async () => await SignedHost.StartAsync(keys => keys.ConfigureSignedRequests(requests => requests.TargetPrefix = prefix)), Throws.Exception.With.Message.Contains("TargetPrefix"));
}
