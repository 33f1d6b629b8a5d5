namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>The words of the attack cases: what a refusal must look like in full.</summary>
internal static class Expect
{
    public const string Missing = "Missing or malformed Authorization header. Expected: Bearer sk_live_xxx";
    public const string WrongPrefix = "Invalid API key prefix. Expected sk_live_ or sk_test_";
    public const string Invalid = "Invalid or expired API key";

    /// <summary>REJECT: 401 with one challenge, the envelope, no store, and no endpoint run.</summary>
    public static void Reject(ApiKeyHost host, RawResponse response, string message)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Status, Is.EqualTo(401));
            Assert.That(response.HeaderValues("WWW-Authenticate"), Has.Count.EqualTo(1));
            Assert.That(response.Header("WWW-Authenticate"), Does.StartWith("Bearer realm="));
            Assert.That(response.Header("Content-Type"), Is.EqualTo("application/json"));
            Assert.That(response.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(response.Body, Has.Length.LessThan(1024));
            Assert.That(response.ErrorCode, Is.EqualTo("UNAUTHORIZED"));
            Assert.That(response.ErrorMessage, Is.EqualTo(message));
            Assert.That(host.EndpointRuns, Is.Zero, "the endpoint ran");
            Assert.That(host.Log.Where(line => line.Level > LogLevel.Information), Is.Empty, "logged above Information");
        }
    }

    /// <summary>OK: the endpoint saw exactly this key.</summary>
    public static void Accepted(RawResponse response, TestKey key)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Status, Is.EqualTo(200), response.Body);
            Assert.That(response.Json.GetProperty("key_id").GetString(), Is.EqualTo(key.Record.Id));
            Assert.That(response.Json.GetProperty("tenant_id").GetString(), Is.EqualTo(key.Record.TenantId));
            Assert.That(response.Json.GetProperty("environment").GetString(), Is.EqualTo(key.Record.Environment));
        }
    }
}
