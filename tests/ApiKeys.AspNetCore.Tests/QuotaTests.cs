using System.Globalization;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>CONTRACT S-23, S-24 and attack cases I, over the wire.</summary>
internal sealed class QuotaTests
{
    private readonly SemaphoreSlim _entered = new(0);
    private ApiKeyHost _host;

    [SetUp]
    public async Task StartAsync() => _host = await ApiKeyHost.StartAsync(pipeline: app =>
    {
        app.MapGet("/leads", () => "x").RequireScopes("leads:read");
        app.MapGet("/fails", () => Results.NotFound()).RequireScopes("leads:read");
        app.MapGet("/slow", async (HttpContext context) =>
        {
            _entered.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }).RequireScopes("leads:read");
    });

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [OneTimeTearDown]
    public void DisposeGate() => _entered.Dispose();

    [Test]
    public async Task S_24_five_pass_the_sixth_waits_until_an_hour_after_the_first()
    {
        var key = await LimitedAsync(RateLimit.PerHour(5));
        for (var i = 0; i < 5; i++)
        {
            Assert.That((await _host.GetAsync("/leads", key.Bearer)).Status, Is.EqualTo(200));
            _host.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        await ExpectLimitAsync(key, 3600 - (25 * 60));
        _host.Clock.Advance(TimeSpan.FromMinutes(35));
        Assert.That((await _host.GetAsync("/leads", key.Bearer)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task S_24_C_14_where_completed_requests_count_a_failure_gives_its_permit_back()
    {
        await using var host = await ApiKeyHost.StartAsync(options: options => options.RateLimitCount = RateLimitCount.Completed, pipeline: app =>
        {
            app.MapGet("/answer/{status:int}", (int status) => Results.StatusCode(status)).RequireScopes("leads:read");
            app.MapGet("/throws", string () => throw new InvalidOperationException()).RequireScopes("leads:read");
        });
        var key = await host.IssueAsync();
        await host.ChangeAsync(key, record => record with { RateLimits = [RateLimit.PerHour(2)] });
        foreach (var status in new[] { 400, 404, 500 })
        {
            for (var i = 0; i < 3; i++)
            {
                var failed = await host.GetAsync($"/answer/{status}", key.Bearer);
                Assert.That(failed.Status, Is.EqualTo(status));
                Assert.That(failed.Header("RateLimit"), Does.Contain("r=2"));
            }
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.That((await host.GetAsync("/throws", key.Bearer)).Status, Is.EqualTo(500));
            Assert.That(async () => (await host.Services.GetRequiredService<IRateLimitStore>().PeekAsync(key.Record.Id, [RateLimit.PerHour(2)], default)).Remaining, Is.EqualTo(1).After(5_000, 10), "both are there again");
        }

        Assert.That((await host.GetAsync("/answer/302", key.Bearer)).Header("RateLimit"), Does.Contain("r=1"));
        Assert.That((await host.GetAsync("/answer/200", key.Bearer)).Header("RateLimit"), Does.Contain("r=0"));
        Assert.That((await host.GetAsync("/answer/404", key.Bearer)).Status, Is.EqualTo(429));
    }

    [Test]
    public async Task S_24_C_14_by_default_whatever_was_let_in_counts()
    {
        var key = await LimitedAsync(RateLimit.PerHour(1));
        Assert.That((await _host.GetAsync("/none", key.Bearer)).Status, Is.EqualTo(404));
        Assert.That((await _host.GetAsync("/fails", key.Bearer)).Status, Is.EqualTo(404));
        Assert.That((await _host.GetAsync("/leads", key.Bearer)).Status, Is.EqualTo(429), "the second of them was let in");
    }

    [Test]
    public async Task AC_130_the_first_request_opens_the_window_that_the_sixth_waits_for()
    {
        var key = await LimitedAsync(RateLimit.PerHour(5));
        var remaining = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            remaining.Add((await _host.GetAsync("/leads", key.Bearer)).Header("RateLimit"));
        }

        Assert.That(remaining, Is.EqualTo(new[] { 4, 3, 2, 1, 0 }.Select(left => $"\"hour\";r={left};t=3600")));
        await ExpectLimitAsync(key, 3600);
        _host.Clock.Advance(TimeSpan.FromSeconds(3600));
        Assert.That((await _host.GetAsync("/leads", key.Bearer)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_146_a_request_that_is_given_up_counts_once_and_leaks_nothing()
    {
        var key = await LimitedAsync(RateLimit.PerHour(50));
        for (var i = 0; i < 20; i++)
        {
            using var client = RawClient.Connect(_host.Port);
            await client.WriteAsync($"GET /slow HTTP/1.1\r\nHost: x\r\n{key.Bearer}\r\n\r\n");
            await _entered.WaitAsync(TimeSpan.FromSeconds(10));
        }

        Assert.That((await _host.GetAsync("/leads", key.Bearer)).Header("RateLimit"), Does.Contain("r=29;"), "20 given up and this one");
    }

    [Test]
    public async Task AC_147_a_storm_over_the_limit_writes_nothing_and_runs_no_endpoint()
    {
        var key = await LimitedAsync(RateLimit.PerHour(1));
        await _host.GetAsync("/me", key.Bearer);
        var (writes, runs) = (_host.Store.Writes, _host.EndpointRuns);
        for (var i = 0; i < 100; i++)
        {
            Assert.That((await _host.GetAsync("/me", key.Bearer)).Status, Is.EqualTo(429));
        }

        Assert.That((_host.Store.Writes, _host.EndpointRuns), Is.EqualTo((writes, runs)));
    }

    [Test]
    public async Task S_23_the_refusal_has_the_seeds_body_and_equal_times_in_all_places()
    {
        var key = await LimitedAsync(RateLimit.PerHour(1));
        await _host.GetAsync("/leads", key.Bearer);
        _host.Clock.Advance(TimeSpan.FromSeconds(3600 - 1847));
        var response = await _host.GetAsync("/leads", key.Bearer);
        Assert.That((response.Status, response.Body), Is.EqualTo((429, """{"error":{"code":"RATE_LIMITED","message":"Rate limit exceeded","retry_after":1847}}""")));
        Assert.That(response.Header("Retry-After"), Is.EqualTo("1847"));
        Assert.That(response.Header("RateLimit-Policy"), Is.EqualTo("\"hour\";q=1;w=3600"));
        Assert.That(response.Header("RateLimit"), Is.EqualTo("\"hour\";r=0;t=1847"));
    }

    [Test]
    public async Task AC_138_the_window_closes_at_its_instant_and_not_a_millisecond_before()
    {
        var key = await LimitedAsync(RateLimit.PerHour(1));
        await _host.GetAsync("/leads", key.Bearer);
        _host.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        await ExpectLimitAsync(key, 1);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((await _host.GetAsync("/leads", key.Bearer)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_136_refused_requests_spend_nothing_and_a_401_tells_nothing_of_limits()
    {
        var key = await LimitedAsync(RateLimit.PerHour(2));
        for (var i = 0; i < 10; i++)
        {
            var wrong = await _host.GetAsync("/leads", key.Bearer[..^1] + (key.Text[^1] == 'x' ? 'y' : 'x'));
            Assert.That((wrong.Status, wrong.HeaderValues("RateLimit").Count), Is.EqualTo((401, 0)));
        }

        await _host.ChangeAsync(key, record => record with { Scopes = ScopeSet.None });
        for (var i = 0; i < 10; i++)
        {
            var forbidden = await _host.GetAsync("/leads", key.Bearer);
            Assert.That((forbidden.Status, forbidden.HeaderValues("RateLimit").Count), Is.EqualTo((403, 0)));
        }

        await _host.ChangeAsync(key, record => record with { Scopes = ScopeSet.Of("leads:read") });
        var first = await _host.GetAsync("/leads", key.Bearer);
        Assert.That((first.Status, first.Header("RateLimit")), Is.EqualTo((200, "\"hour\";r=1;t=3600")));
    }

    [Test]
    public async Task AC_137_knowing_a_keys_public_id_does_not_let_anybody_spend_its_quota()
    {
        var key = await LimitedAsync(RateLimit.PerHour(3));
        var other = await _host.IssueAsync();
        for (var i = 0; i < 100; i++)
        {
            await _host.GetAsync("/leads", $"Authorization: Bearer {key.Text[..^38]}{other.Text[^38..]}");
        }

        Assert.That((await _host.GetAsync("/leads", key.Bearer)).Header("RateLimit"), Does.Contain("r=2"));
    }

    [Test]
    public async Task AC_030_an_anonymous_endpoint_spends_nothing_and_answers_an_exhausted_key()
    {
        var key = await LimitedAsync(RateLimit.PerHour(1));
        for (var i = 0; i < 5; i++)
        {
            Assert.That((await _host.GetAsync("/open", key.Bearer)).Status, Is.EqualTo(200));
        }

        Assert.That((await _host.GetAsync("/leads", key.Bearer)).Status, Is.EqualTo(200));
        await ExpectLimitAsync(key, 3600);
        Assert.That((await _host.GetAsync("/open", key.Bearer)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AC_132_of_many_requests_at_once_exactly_the_limit_passes()
    {
        var key = await LimitedAsync(RateLimit.PerHour(5));
        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ => (await _host.GetAsync("/leads", key.Bearer)).Status));
        Assert.That(statuses.Count(status => status == 200), Is.EqualTo(5));
        Assert.That(statuses.Count(status => status == 429), Is.EqualTo(195));
    }

    [Test]
    public async Task Several_limits_hold_at_once_and_a_refusal_by_one_spends_none_of_the_others()
    {
        var key = await LimitedAsync(new RateLimit(2, TimeSpan.FromMinutes(1)), RateLimit.PerHour(3));
        var policy = (await _host.GetAsync("/leads", key.Bearer)).Header("RateLimit-Policy");
        Assert.That(policy, Is.EqualTo("\"minute\";q=2;w=60, \"hour\";q=3;w=3600"));
        await _host.GetAsync("/leads", key.Bearer);
        for (var i = 0; i < 5; i++)
        {
            await ExpectLimitAsync(key, 60);
        }

        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await _host.GetAsync("/leads", key.Bearer)).Status, Is.EqualTo(200));
        await ExpectLimitAsync(key, 3540);
    }

    [Test]
    public async Task C_14_a_key_without_limits_is_told_none_and_one_whose_limits_were_not_said_gets_a_thousand_an_hour()
    {
        var standard = await _host.IssueAsync();
        Assert.That((await _host.GetAsync("/leads", standard.Bearer)).Header("RateLimit-Policy"), Is.EqualTo("\"hour\";q=1000;w=3600"));
        var free = await LimitedAsync();
        var response = await _host.GetAsync("/leads", free.Bearer);
        Assert.That((response.Status, response.HeaderValues("RateLimit").Count, response.HeaderValues("RateLimit-Policy").Count), Is.EqualTo((200, 0, 0)));
    }

    [Test]
    public async Task AC_140_a_wall_clock_that_is_set_back_or_forth_refills_nothing()
    {
        var key = await LimitedAsync(RateLimit.PerHour(1));
        await _host.GetAsync("/leads", key.Bearer);
        var now = _host.Clock.GetUtcNow();
        foreach (var hours in new[] { -2, 2, 50, 0 })
        {
            _host.Clock.SetUtcNow(now.AddHours(hours));
            await ExpectLimitAsync(key, 3600);
        }
    }

    private async Task<TestKey> LimitedAsync(params RateLimit[] limits)
    {
        var key = await _host.IssueAsync();
        await _host.ChangeAsync(key, record => record with { RateLimits = limits });
        return key;
    }

    private async Task ExpectLimitAsync(TestKey key, int seconds)
    {
        var response = await _host.GetAsync("/leads", key.Bearer);
        Assert.That((response.Status, response.ErrorCode), Is.EqualTo((429, "RATE_LIMITED")));
        Assert.That(response.Header("Retry-After"), Is.EqualTo(seconds.ToString(CultureInfo.InvariantCulture)));
        Assert.That(response.Json.GetProperty("error").GetProperty("retry_after").GetInt32(), Is.EqualTo(seconds));
    }
}
