namespace ApiKeys.Repository.Tests.PublicApi;

/// <summary>That the lines tell what matters, shown on a few types of the library.</summary>
internal sealed class PublicSurfaceTests
{
    private static readonly IReadOnlyList<string> Lines = PublicSurface.LinesOf(typeof(ApiKeyRecord).Assembly);

    [TestCase("ApiKeys.ApiKeyRecord : sealed record : IEquatable<ApiKeyRecord>")]
    [TestCase("ApiKeys.ApiKeyRecord.required Id { get; init; } -> string")]
    [TestCase("ApiKeys.ApiKeyRecord.TenantId { get; init; } -> string?")]
    [TestCase("ApiKeys.ApiKeyStatus.Revoked = 4")]
    [TestCase("ApiKeys.Hashing.ApiKeyPepper.ApiKeyPepper(string id, ReadOnlySpan<byte> secret)")]
    [TestCase("ApiKeys.Hashing.ApiKeyPepper.const MinBytes = 32 -> int")]
    [TestCase("ApiKeys.Stores.IApiKeyStore.FindByLookupIdAsync(string lookupId, CancellationToken cancellationToken) -> ValueTask<ApiKeyRecord?>")]
    public void A_line_says_it_all(string line) => Assert.That(Lines, Has.Member(line));

    [Test]
    public void Internal_members_have_no_line() => Assert.That(Lines, Has.None.Contains("HasherRegistry"));
}
