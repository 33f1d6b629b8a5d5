using System.Collections.Concurrent;
using System.Diagnostics;
using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Testing;
using Microsoft.AspNetCore.HttpLogging;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack cases K: a key stands nowhere but where it was issued. Each host searches its own outputs when it ends.</summary>
internal sealed class LeakageTests
{
    [Test]
    public async Task AC_167_no_output_of_good_bad_and_failing_requests_holds_a_key()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var good = await host.IssueAsync();
        var outside = await host.IssueAsync(allowedIps: ["10.0.0.0/8"]);
        foreach (var line in new[] { good.Bearer, outside.Bearer, good.Bearer + "x", $"Authorization: {good.Text}", $"Authorization: Basic {good.Text}" })
        {
            await host.GetAsync("/me", line);
            await host.GetAsync("/open", line);
        }

        host.Store.Fault = StoreFault.Down;
        await host.GetAsync("/me", good.Bearer);
        Assert.That(host.Log, Is.Not.Empty);
    }

    [Test]
    public async Task AC_168_the_widest_http_logging_redacts_keys()
    {
        await using var host = await ApiKeyHost.StartAsync(
            scheme: options => options.Transports = ApiKeyTransports.Bearer | ApiKeyTransports.Header,
            services: builder => builder.Services.AddHttpLogging(logging => logging.LoggingFields = HttpLoggingFields.All),
            pipeline: app => app.UseHttpLogging());
        var key = await host.IssueAsync();
        Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
        Expect.Accepted(await host.GetAsync("/me", $"X-API-Key: {key.Text}"), key);
        Assert.That(host.Log.Any(line => line.Text.Contains("Authorization: [Redacted]", StringComparison.Ordinal)), "the logging was on");
        Assert.That(host.Log.Any(line => line.Text.Contains("X-API-Key: [Redacted]", StringComparison.Ordinal)), "the logging was on");
    }

    [Test]
    public async Task AC_169_the_log_of_a_refused_good_key_names_its_id_and_nothing_more()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync(allowedIps: ["10.0.0.0/8"]);
        await host.GetAsync("/me", key.Bearer);
        var line = host.Log.Single(entry => entry.EventName == "ApiKeyRefused");
        Assert.That(line.Text, Does.Contain(key.Record.Id).And.Contain("IpNotAllowed"));
        Assert.That(host.Log.Where(entry => entry.Text.Contains(key.Record.Secrets[0].Hash, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task AC_172_no_activity_holds_a_key()
    {
        var seen = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        Expect.Accepted(await host.GetAsync("/me", key.Bearer), key);
        await host.GetAsync("/me", key.Bearer + "x");
        Assert.That(seen, Is.Not.Empty);
        Assert.That(seen.Where(text => text.Contains(key.Text, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task AC_175_what_a_store_throws_reaches_no_response_even_with_the_developers_page()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.UseDeveloperExceptionPage());
        var key = await host.IssueAsync();
        host.Store.Message = "password=hunter2";
        host.Store.Fault = StoreFault.Down;
        var response = await host.GetAsync("/me", key.Bearer);
        Assert.That(response.Status, Is.EqualTo(503));
        Assert.That(response.Fingerprint, Does.Not.Contain("hunter2").And.Not.Contain(nameof(StoreFaultException)));
        Assert.That(host.Log.Count(line => line.Level == LogLevel.Error && line.EventName == "ApiKeyStoreFailed"), Is.EqualTo(1));
    }

    [Test]
    public async Task AC_176_no_header_of_any_answer_holds_a_key_and_none_redirects()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        foreach (var path in new[] { "/me", "/open", "/nowhere", "/me/" })
        {
            var response = await host.GetAsync(path, key.Bearer);
            Assert.That(response.HeaderValues("Location"), Is.Empty, path);
            Assert.That(response.Fingerprint, Does.Not.Contain(key.Text), path);
        }
    }

    [Test]
    public async Task AC_101_nothing_that_people_write_becomes_a_role_or_a_users_id()
    {
        await using var host = await ApiKeyHost.StartAsync();
        var key = await host.IssueAsync();
        await host.ChangeAsync(key, record => record with
        {
            Name = "role=admin",
            Metadata = new Dictionary<string, string> { ["role"] = "admin", ["http://schemas.microsoft.com/ws/2008/06/identity/claims/role"] = "admin" },
        });
        var response = await host.GetAsync("/me", key.Bearer);
        var claims = response.Json.GetProperty("claims").EnumerateArray().Select(claim => claim.GetString()!).ToList();
        Assert.That(response.Json.GetProperty("identity").GetString(), Is.EqualTo("ApiKey"));
        Assert.That(claims, Is.EquivalentTo(new[]
        {
            $"api_key_id={key.Record.Id}", "api_key_name=role=admin", "tenant_id=A", "environment=live", "scope=leads:read",
        }));
    }
}
