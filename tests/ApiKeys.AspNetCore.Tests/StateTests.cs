using ApiKeys.AspNetCore.Tests.Host;
using ApiKeys.Management;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack cases A-014, B-022, E: whatever is wrong with a key, by whatever transport it comes, the answer is that to an unknown key.</summary>
[TestFixture("Authorization: Bearer ")]
[TestFixture("X-API-Key: ")]
internal sealed class StateTests(string transport)
{
    private ApiKeyHost _host;

    [SetUp]
    public async Task StartAsync() => _host = await ApiKeyHost.StartAsync(
        scheme: options => options.Transports = ApiKeyTransports.Bearer | ApiKeyTransports.Header,
        options: options => options.Environment = "live");

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task AC_014_AC_064_a_good_key_is_accepted()
    {
        var key = await _host.IssueAsync();
        Expect.Accepted(await SendAsync(key.Text), key);
    }

    [Test]
    public async Task AC_014_AC_065_a_revoked_key_is_refused()
    {
        var key = await _host.IssueAsync();
        await _host.ChangeAsync(key, record => record with { RevokedAt = _host.Clock.GetUtcNow(), RevokedReason = "leaked" });
        await ExpectUnknownAsync(key.Text);
    }

    [Test]
    public async Task AC_014_AC_066_a_disabled_key_is_refused_until_it_is_enabled()
    {
        var key = await _host.IssueAsync();
        await _host.ChangeAsync(key, record => record with { DisabledAt = _host.Clock.GetUtcNow() });
        await ExpectUnknownAsync(key.Text);
        await _host.ChangeAsync(key, record => record with { DisabledAt = null });
        Expect.Accepted(await SendAsync(key.Text), key);
    }

    [Test]
    public async Task AC_014_AC_069_a_key_is_refused_before_its_time()
    {
        var key = await _host.IssueAsync(notBefore: _host.Clock.GetUtcNow().AddMinutes(1));
        await ExpectUnknownAsync(key.Text);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        Expect.Accepted(await SendAsync(key.Text), key);
    }

    [Test]
    public async Task AC_014_AC_075_a_key_ends_at_its_instant_and_not_a_millisecond_before()
    {
        var key = await _host.IssueAsync(expiry: ApiKeyExpiry.After(TimeSpan.FromHours(1)));
        _host.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Expect.Accepted(await SendAsync(key.Text), key);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await ExpectUnknownAsync(key.Text);
    }

    [Test]
    public async Task AC_014_AC_126_a_key_of_another_environment_is_refused()
    {
        var key = await _host.IssueAsync(environment: "test");
        await ExpectUnknownAsync(key.Text);
    }

    [Test]
    public async Task AC_126_the_record_decides_on_the_environment_and_not_the_text()
    {
        var key = await _host.IssueAsync(environment: "live");
        await _host.ChangeAsync(key, record => record with { Environment = "test" });
        await ExpectUnknownAsync(key.Text);
    }

    [Test]
    public async Task AC_014_AC_102_a_key_from_outside_its_addresses_is_forbidden()
    {
        var key = await _host.IssueAsync(allowedIps: ["10.0.0.0/8"]);
        var response = await SendAsync(key.Text);
        Assert.That((response.Status, response.ErrorMessage), Is.EqualTo((403, "API key not allowed from this IP address")));
        Expect.Accepted(await SendAsync(key.Text, $"{ApiKeyHost.RemoteHeader}: 10.1.1.1"), key);
    }

    [Test]
    public async Task AC_181_a_key_that_signs_is_refused_when_it_is_sent_whole()
    {
        var key = await _host.IssueAsync();
        await _host.ChangeAsync(key, record => record with { Mode = ApiKeyMode.Signed });
        await ExpectUnknownAsync(key.Text);
    }

    [Test]
    public async Task AC_022_spliced_keys_are_refused()
    {
        var live = await _host.IssueAsync();
        var other = await _host.IssueAsync(tenant: "B");
        var test = await _host.IssueAsync(environment: "test");
        var secretLength = 32 + 6;
        await ExpectUnknownAsync(live.Text[..^secretLength] + other.Text[^secretLength..]);
        await ExpectUnknownAsync("sk_live_" + test.Text["sk_test_".Length..]);
        await ExpectUnknownAsync("sk_test_" + live.Text["sk_live_".Length..]);
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("$sha256$")]
    [TestCase("$2a$05$")]
    [TestCase("$unknown$abc")]
    public async Task AC_047_a_stored_hash_that_cannot_be_read_refuses_its_key_with_one_warning_and_no_other(string hash)
    {
        var broken = await _host.IssueAsync();
        var good = await _host.IssueAsync();
        await _host.ChangeAsync(broken, record => record with { Secrets = [record.Secrets[0] with { Hash = hash }] });
        await ExpectUnknownAsync(broken.Text);
        Expect.Accepted(await SendAsync(good.Text), good);
        var warnings = _host.Log.Where(line => line.Level == LogLevel.Warning).ToList();
        Assert.That(warnings, Has.Count.EqualTo(1));
        Assert.That(warnings[0].EventName, Is.EqualTo("ApiKeyStoredHashMalformed"));
        Assert.That(hash.Length > 1 && warnings[0].Text.Contains(hash), Is.False);
    }

    [Test]
    public async Task AC_013_one_key_in_two_places_runs_no_endpoint()
    {
        var key = await _host.IssueAsync();
        var response = await _host.GetAsync("/me", key.Bearer, $"X-API-Key: {key.Text}");
        Expect.Reject(_host, response, Expect.Missing);
    }

    [Test]
    public async Task AC_013_two_of_our_headers_run_no_endpoint()
    {
        var key = await _host.IssueAsync();
        Expect.Reject(_host, await _host.GetAsync("/me", $"X-API-Key: {key.Text}", $"X-API-Key: {key.Text}"), Expect.Missing);
        Expect.Reject(_host, await _host.GetAsync("/me", "X-API-Key:"), Expect.Missing);
    }

    private Task<RawResponse> SendAsync(string text, params string[] more) => _host.GetAsync("/me", [transport + text, .. more]);

    private async Task ExpectUnknownAsync(string text)
    {
        var unknown = await UnknownKey.GetAsync(_host, transport);
        var runs = _host.EndpointRuns;
        var response = await SendAsync(text);
        Assert.That(response.Fingerprint, Is.EqualTo(unknown.Fingerprint));
        Assert.That(_host.EndpointRuns, Is.EqualTo(runs), "the endpoint ran");
    }
}
