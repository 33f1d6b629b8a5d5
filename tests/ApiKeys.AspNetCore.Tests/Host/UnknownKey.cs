using ApiKeys.Stores;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>The answer that every bad key must equal byte by byte: the one to a well-formed key that nobody was ever given.</summary>
internal static class UnknownKey
{
    public static async Task<RawResponse> GetAsync(ApiKeyHost host, string scheme = "Authorization: Bearer ")
    {
        var key = await host.IssueAsync();
        Assert.That(await host.Store.ApplyAsync(ApiKeyChange.Delete(key.Record), CancellationToken.None), Is.EqualTo(ApiKeyChangeOutcome.Applied));
        var response = await host.GetAsync("/me", scheme + key.Text);
        Assert.That(response.Status, Is.EqualTo(401));
        return response;
    }
}
