using ApiKeys.AspNetCore.Tests.Host;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack cases A: what stands in the place of a key. One host, whose endpoint must never run but for the good forms.</summary>
internal sealed class TransportTests
{
    private ApiKeyHost _host;
    private TestKey _key;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await ApiKeyHost.StartAsync();
        _key = await _host.IssueAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task AC_001_no_credential_gets_a_challenge_without_an_error()
    {
        var response = await _host.GetAsync("/me");
        Expect.Reject(_host, response, Expect.Missing);
        Assert.That(response.Header("WWW-Authenticate"), Is.EqualTo("Bearer realm=\"api\""));
    }

    [TestCase("Authorization:")]
    [TestCase("Authorization: Bearer")]
    [TestCase("Authorization: Bearer    ")]
    public async Task AC_002_an_empty_credential_is_malformed_and_asks_no_store(string line)
    {
        Expect.Reject(_host, await _host.GetAsync("/me", line), Expect.Missing);
        Assert.That(_host.Store.Reads, Is.Zero);
    }

    [TestCase("Basic dXNlcjpwYXNz")]
    [TestCase("Digest username=\"x\"")]
    [TestCase("ApiKey {0}")]
    [TestCase("Token {0}")]
    public async Task AC_003_another_scheme_is_never_taken_for_bearer(string value)
    {
        Expect.Reject(_host, await _host.GetAsync("/me", Line(value)), Expect.Missing);
        Assert.That(_host.Store.Reads, Is.Zero);
    }

    [TestCase("Bearer mytoken123456789")]
    [TestCase("Bearer SK_LIVE_abcdefghijkl")]
    [TestCase("Bearer sk_prod_abcdefghijkl")]
    public async Task AC_004_a_foreign_prefix_is_told_the_right_ones_and_asks_no_store(string value)
    {
        Expect.Reject(_host, await _host.GetAsync("/me", Line(value)), Expect.WrongPrefix);
        Assert.That(_host.Store.Reads, Is.Zero);
    }

    [TestCase("Bearer \"\"")]
    [TestCase("Bearer null")]
    [TestCase("Bearer undefined")]
    [TestCase("Bearer 0")]
    public async Task AC_005_a_programs_empty_values_open_nothing_even_beside_an_empty_stored_hash(string value)
    {
        await _host.ChangeAsync(_key, record => record with { Secrets = [record.Secrets[0] with { Hash = "" }] });
        Expect.Reject(_host, await _host.GetAsync("/me", Line(value)), Expect.WrongPrefix);
    }

    [TestCase("bearer {0}")]
    [TestCase("BEARER {0}")]
    [TestCase("Bearer {0}")]
    public async Task AC_006_the_scheme_is_read_in_any_case(string value) =>
        Expect.Accepted(await _host.GetAsync("/me", Line(value)), _key);

    [Test]
    public async Task AC_007_two_spaces_before_the_key_are_accepted() =>
        Expect.Accepted(await _host.GetAsync("/me", Line("Bearer  {0}")), _key);

    [Test]
    public async Task AC_007_a_tab_before_the_key_is_refused() =>
        Expect.Reject(_host, await _host.GetAsync("/me", Line("Bearer\t{0}")), Expect.Missing);

    [TestCase("Authorization: Bearer {0}", "Authorization: Bearer {0}")]
    [TestCase("Authorization: Bearer {0}", "Authorization: Bearer bad")]
    [TestCase("Authorization: Bearer bad", "Authorization: Bearer {0}")]
    [TestCase("Authorization: Bearer {0}", "Authorization: P2S-SIGN-V1 a:1:b")]
    [TestCase("Authorization: Bearer {0}", "AUTHORIZATION: Bearer {0}")]
    public async Task AC_010_two_authorization_headers_run_no_endpoint(string first, string second)
    {
        var response = await _host.GetAsync("/me", first.Replace("{0}", _key.Text), second.Replace("{0}", _key.Text));
        Expect.Reject(_host, response, Expect.Missing);
        Assert.That(_host.Store.Reads, Is.Zero);
    }

    [TestCase("Bearer {0}, Bearer {0}")]
    [TestCase("Bearer {0},{0}")]
    [TestCase("Bearer {0} {0}")]
    public async Task AC_010_two_keys_in_one_value_are_malformed(string value) =>
        Expect.Reject(_host, await _host.GetAsync("/me", Line(value)), Expect.Missing);

    [Test]
    public async Task AC_011_every_single_flipped_letter_is_refused()
    {
        var unknown = await UnknownAsync();
        for (var i = "sk_live_".Length; i < _key.Text.Length; i++)
        {
            var letter = _key.Text[i];
            var flipped = _key.Text[..i] + (char.IsUpper(letter) ? char.ToLowerInvariant(letter) : letter == 'x' ? 'y' : 'x') + _key.Text[(i + 1)..];
            var response = await _host.GetAsync("/me", $"Authorization: Bearer {flipped}");
            Assert.That(response.Fingerprint, Is.EqualTo(unknown.Fingerprint), $"position {i}");
        }

        Assert.That(_host.EndpointRuns, Is.Zero);
    }

    [Test]
    public async Task AC_011_the_key_in_capitals_or_small_letters_is_refused()
    {
        Expect.Reject(_host, await _host.GetAsync("/me", $"Authorization: Bearer {_key.Text.ToUpperInvariant()}"), Expect.WrongPrefix);
        Expect.Reject(_host, await _host.GetAsync("/me", $"Authorization: Bearer {_key.Text.ToLowerInvariant()}"), Expect.Invalid);
    }

    [TestCase("/me?api_key={0}")]
    [TestCase("/me?access_token={0}")]
    [TestCase("/me?key={0}")]
    public async Task AC_012_a_key_in_the_query_is_not_read_and_not_logged_by_the_library(string path)
    {
        var withoutSecretCheck = await _host.GetAsync(path.Replace("{0}", "sk_live_in_the_query"));
        Expect.Reject(_host, withoutSecretCheck, Expect.Missing);
        Assert.That(_host.Log.Where(l => l.Category.StartsWith("ApiKeys", StringComparison.Ordinal) && l.Text.Contains("in_the_query")), Is.Empty);
    }

    [TestCase("Cookie: api_key={0}")]
    [TestCase("Cookie: Authorization=Bearer {0}")]
    [TestCase("Proxy-Authorization: Bearer {0}")]
    public async Task AC_012_cookies_and_proxies_headers_are_not_read(string line) =>
        Expect.Reject(_host, await _host.GetAsync("/me", line.Replace("{0}", _key.Text)), Expect.Missing);

    [TestCase("X-API-Key: {0}")]
    [TestCase("X_API_Key: {0}")]
    [TestCase("X-Api_Key: {0}")]
    [TestCase("api-key: {0}")]
    public async Task AC_015_headers_that_look_alike_are_not_read(string line) =>
        Expect.Reject(_host, await _host.GetAsync("/me", line.Replace("{0}", _key.Text)), Expect.Missing);

    [Test]
    public async Task AC_017_an_encoded_key_is_not_decoded()
    {
        var base64 = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(_key.Text));
        Expect.Reject(_host, await _host.GetAsync("/me", $"Authorization: Bearer {base64}"), Expect.WrongPrefix);
        Expect.Reject(_host, await _host.GetAsync("/me", Line("Bearer " + _key.Text.Replace("_", "%5F"))), Expect.WrongPrefix);
    }

    [TestCase(1)]
    [TestCase(15)]
    [TestCase(16)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(4096)]
    [TestCase(31000)]
    public async Task AC_018_any_length_is_refused_without_a_store(int length)
    {
        Expect.Reject(_host, await _host.GetAsync("/me", "Authorization: Bearer sk_live_" + new string('a', length)), Expect.Invalid);
        Assert.That(_host.Store.Reads, Is.Zero);
    }

    [TestCase(".")]
    [TestCase("=")]
    [TestCase("%0A")]
    [TestCase(";")]
    [TestCase("\u0001")]
    [TestCase("é")]
    public async Task AC_019_a_key_with_something_behind_it_is_refused(string tail)
    {
        var response = await _host.GetAsync("/me", _key.Bearer + tail);
        Assert.That((response.Status, _host.EndpointRuns), Is.EqualTo((401, 0)));
    }

    [Test]
    public async Task AC_019_a_comma_behind_a_key_is_malformed() =>
        Expect.Reject(_host, await _host.GetAsync("/me", _key.Bearer + ","), Expect.Missing);

    [Test]
    public async Task AC_019_a_tab_behind_the_value_is_white_space_of_the_header_and_no_part_of_it() =>
        Expect.Accepted(await _host.GetAsync("/me", _key.Bearer + "\t"), _key);

    [Test]
    public async Task AC_020_every_beginning_of_a_key_is_refused_like_an_unknown_key()
    {
        var unknown = await UnknownAsync();
        for (var length = "sk_live_".Length; length < _key.Text.Length; length++)
        {
            var response = await _host.GetAsync("/me", $"Authorization: Bearer {_key.Text[..length]}");
            Assert.That(response.Fingerprint, Is.EqualTo(unknown.Fingerprint), $"length {length}");
        }
    }

    [TestCase("\"{0}\"", Expect.WrongPrefix)]
    [TestCase("<{0}>", Expect.WrongPrefix)]
    [TestCase("token={0}", Expect.WrongPrefix)]
    public async Task AC_024_a_wrapped_key_is_refused(string wrapped, string message) =>
        Expect.Reject(_host, await _host.GetAsync("/me", Line("Bearer " + wrapped)), message);

    [TestCase("Bearer:{0}")]
    [TestCase("Bearer={0}")]
    public async Task AC_024_a_glued_scheme_is_refused(string value) =>
        Expect.Reject(_host, await _host.GetAsync("/me", Line(value)), Expect.Missing);

    [TestCase(' ')]
    [TestCase(',')]
    [TestCase('=')]
    [TestCase(':')]
    [TestCase('_')]
    [TestCase('"')]
    public async Task AC_028_long_runs_of_one_character_are_refused_without_a_store(char character)
    {
        var response = await _host.GetAsync("/me", "Authorization: Bearer sk_live_" + new string(character, 30_000) + "x");
        Assert.That((response.Status, _host.Store.Reads), Is.EqualTo((401, 0)));
    }

    private string Line(string value) => "Authorization: " + value.Replace("{0}", _key.Text);

    private Task<RawResponse> UnknownAsync() => UnknownKey.GetAsync(_host);
}
