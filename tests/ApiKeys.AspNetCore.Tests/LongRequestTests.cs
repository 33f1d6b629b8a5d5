using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Management;
using ApiKeys.Stores;
using ApiKeys.Testing;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>AC-080: WebSockets and server-sent events do not outlive their key by more than the interval; every other response may finish.</summary>
internal sealed class LongRequestTests
{
    private static readonly string[] Changes =
        ["disabled", "deleted", "removed", "expired", "regenerated", "rotated", "other addresses", "other tenant", "other environment", "less scopes", "customers"];

    private LongHost _host;

    private static string[] Ways => LongClient.Ways;

    [SetUp]
    public async Task StartAsync() => _host = await LongHost.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCaseSource(nameof(Ways))]
    public async Task AC_080_a_revoked_key_loses_its_long_requests_at_the_next_look_and_the_log_says_which(string way)
    {
        var (key, other) = (await _host.Inner.IssueAsync(), await _host.Inner.IssueAsync());
        await using var client = await LongClient.ConnectAsync(_host, key, way);
        await using var untouched = await LongClient.ConnectAsync(_host, other, way, "b");
        await ApplyAsync(key, "revoked");
        _host.Inner.Clock.Advance(TimeSpan.FromSeconds(29));
        await untouched.PingAsync();
        Assert.That(_host.Ended, Is.Empty, "before its time");
        _host.Inner.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await client.WasEndedAsync(), Is.True);
        await untouched.PingAsync();
        var line = await EndedAsync();
        Assert.That((line.Level, line.Text.Contains(key.Record.Id, StringComparison.Ordinal), line.Text.Contains("Revoked", StringComparison.Ordinal)), Is.EqualTo((LogLevel.Information, true, true)));
    }

    [TestCaseSource(nameof(Changes))]
    public async Task AC_080_whatever_would_refuse_a_new_request_ends_the_old_one(string change)
    {
        var key = await _host.Inner.IssueAsync();
        await using var client = await LongClient.ConnectAsync(_host, key, "socket");
        await client.PingAsync();
        await ApplyAsync(key, change);
        _host.Inner.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await client.WasEndedAsync(), Is.True);
        await EndedAsync();
        Assert.That((await _host.Inner.GetAsync("/events/refused", key.Bearer)).Status, Is.EqualTo(change is "other addresses" or "less scopes" or "customers" ? 403 : 401));
    }

    [TestCaseSource(nameof(Ways))]
    public async Task AC_080_a_good_key_keeps_its_long_requests_through_edits_and_over_its_limit(string way)
    {
        var key = await _host.Inner.IssueAsync();
        await using var client = await LongClient.ConnectAsync(_host, key, way);
        var edit = new EditApiKeyRequest { Name = "another name", Metadata = new Dictionary<string, string> { ["a"] = "b" }, ExpiresAt = _host.Inner.Clock.GetUtcNow().AddDays(1) };
        Assert.That((await Manager.EditAsync(key.Record.Id, edit, ApiKeyActor.Host, default)).Errors, Is.Empty);
        await Manager.RotateAsync(key.Record.Id, TimeSpan.FromHours(1), ApiKeyActor.Host, default);
        await _host.PassAsync();
        await client.PingAsync();
        Assert.That(_host.Ended, Is.Empty);
    }

    [Test]
    public async Task AC_080_a_look_spends_no_quota_and_an_exhausted_key_keeps_its_stream()
    {
        var key = await _host.Inner.IssueAsync();
        await _host.Inner.ChangeAsync(key, record => record with { RateLimits = [RateLimit.PerHour(2)] });
        await using var client = await LongClient.ConnectAsync(_host, key, "events");
        await _host.PassAsync();
        Assert.That((await _host.Inner.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(200));
        Assert.That((await _host.Inner.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(429));
        await _host.PassAsync();
        await client.PingAsync();
    }

    [TestCaseSource(nameof(Ways))]
    public async Task AC_080_a_store_that_is_down_ends_nothing_until_it_answers_again(string way)
    {
        var (kept, revoked) = (await _host.Inner.IssueAsync(), await _host.Inner.IssueAsync());
        await using var good = await LongClient.ConnectAsync(_host, kept, way);
        await using var bad = await LongClient.ConnectAsync(_host, revoked, way, "b");
        await RevokeElsewhereAsync(revoked);
        _host.Inner.Store.Fault = StoreFault.Down;
        await _host.PassAsync();
        await _host.PassAsync();
        Assert.That(_host.Ended, Is.Empty);
        _host.Inner.Store.Fault = StoreFault.None;
        await _host.PassAsync();
        Assert.That(await bad.WasEndedAsync(), Is.True);
        await good.PingAsync();
    }

    [Test]
    public async Task AC_080_an_ordinary_response_may_finish()
    {
        var key = await _host.Inner.IssueAsync();
        await using var download = await LongClient.ConnectAsync(_host, key, "download", "d");
        await using var events = await LongClient.ConnectAsync(_host, key, "events");
        await ApplyAsync(key, "revoked");
        _host.Inner.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await events.WasEndedAsync(), Is.True);
        await download.PingAsync();
        _host.Finish("d");
        Assert.That(await download.WasEndedAsync(), Is.False, "it came to its own end");
        await EndedAsync();
    }

    [Test]
    public async Task AC_080_a_stream_that_has_ended_does_not_take_the_next_request_of_its_connection_with_it()
    {
        var (first, second, witness) = (await _host.Inner.IssueAsync(), await _host.Inner.IssueAsync(), await _host.Inner.IssueAsync());
        await using var events = await LongClient.ConnectAsync(_host, witness, "events", "w");
        using var connection = RawClient.Connect(_host.Inner.Port);
        _host.Finish("one");
        await connection.WriteAsync($"GET /events/one HTTP/1.1\r\nHost: x\r\n{first.Bearer}\r\n\r\n");
        Assert.That((await connection.ReadAsync()).Status, Is.EqualTo(200));
        await connection.WriteAsync($"GET /events/two HTTP/1.1\r\nHost: x\r\n{second.Bearer}\r\n\r\n");
        _host.Write("two", "begun");
        await ApplyAsync(first, "revoked");
        await ApplyAsync(witness, "revoked");
        await _host.PassAsync();
        Assert.That(await events.WasEndedAsync(), Is.True);
        _host.Finish("two");
        Assert.That((await connection.ReadAsync()).Body, Does.Contain("begun"));
        Assert.That((await EndedAsync()).Text, Does.Contain(witness.Record.Id));
    }

    [Test]
    public async Task AC_080_the_interval_is_the_hosts_choice()
    {
        await using var host = await LongHost.StartAsync(keys => keys.ConfigureLongRequests(options => options.RecheckInterval = TimeSpan.FromSeconds(6)));
        var key = await host.Inner.IssueAsync();
        await using var client = await LongClient.ConnectAsync(host, key, "socket");
        await host.Inner.ChangeAsync(key, record => record with { RevokedAt = host.Inner.Clock.GetUtcNow() });
        host.Inner.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.That(await client.WasEndedAsync(), Is.True);
    }

    [TestCase(0)]
    [TestCase(-1)]
    public async Task AC_080_the_look_can_be_switched_off(int milliseconds)
    {
        await using var host = await LongHost.StartAsync(keys => keys.ConfigureLongRequests(options => options.RecheckInterval = TimeSpan.FromMilliseconds(milliseconds)));
        var key = await host.Inner.IssueAsync();
        await using var client = await LongClient.ConnectAsync(host, key, "socket");
        await host.Inner.ChangeAsync(key, record => record with { RevokedAt = host.Inner.Clock.GetUtcNow() });
        var reads = host.Inner.Store.Reads;
        host.Inner.Clock.Advance(TimeSpan.FromDays(2));
        await client.PingAsync();
        Assert.That((host.Inner.Store.Reads, host.Ended.Count()), Is.EqualTo((reads, 0)));
    }

    [TestCase(1)]
    [TestCase(-2)]
    [TestCase(86_400_001)]
    public void An_interval_that_cannot_work_stops_the_start(int milliseconds) =>
        Assert.That(
            async () => await LongHost.StartAsync(keys => keys.ConfigureLongRequests(options => options.RecheckInterval = TimeSpan.FromMilliseconds(milliseconds))),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("RecheckInterval"));

    private ApiKeyManager Manager => _host.Inner.Services.GetRequiredService<ApiKeyManager>();

    // The line is written once the request has been ended.
    private async Task<LogLine> EndedAsync()
    {
        for (var waits = 0; waits < 1000 && !_host.Ended.Any(); waits++)
        {
            await Task.Delay(5);
        }

        return _host.Ended.Single();
    }

    private Task ApplyAsync(TestKey key, string change)
    {
        var now = _host.Inner.Clock.GetUtcNow();
        return change switch
        {
            "revoked" => Manager.RevokeAsync(key.Record.Id, "leaked", ApiKeyActor.Host, default).AsTask(),
            "disabled" => Manager.DisableAsync(key.Record.Id, ApiKeyActor.Host, default).AsTask(),
            "deleted" => Manager.DeleteAsync(key.Record.Id, ApiKeyActor.Host, default).AsTask(),
            "removed" => _host.Inner.Services.GetRequiredService<IApiKeyStore>().ApplyAsync(ApiKeyChange.Delete(key.Record), default).AsTask(),
            "regenerated" => Manager.RegenerateAsync(key.Record.Id, ApiKeyActor.Host, default).AsTask(),
            "rotated" => Manager.RotateAsync(key.Record.Id, TimeSpan.FromSeconds(30), ApiKeyActor.Host, default).AsTask(),
            "expired" => _host.Inner.ChangeAsync(key, record => record with { ExpiresAt = now.AddSeconds(30) }),
            "other addresses" => _host.Inner.ChangeAsync(key, record => record with { AllowedIps = IpAllowList.Of("10.0.0.0/8") }),
            "other tenant" => _host.Inner.ChangeAsync(key, record => record with { TenantId = "B" }),
            "other environment" => _host.Inner.ChangeAsync(key, record => record with { Environment = "test" }),
            "customers" => _host.Inner.ChangeAsync(key, record => record with { CustomerIds = ["c1"] }),
            _ => _host.Inner.ChangeAsync(key, record => record with { Scopes = ScopeSet.None }),
        };
    }

    // As another node would: past this node's cache.
    private async Task RevokeElsewhereAsync(TestKey key) =>
        await _host.Inner.Store.ApplyAsync(ApiKeyChange.Update(key.Record with { RevokedAt = _host.Inner.Clock.GetUtcNow() }), default);
}
