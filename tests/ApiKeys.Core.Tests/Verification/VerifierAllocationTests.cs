#if !DEBUG
using ApiKeys.Hashing;
using ApiKeys.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>What nearly every request meets costs no memory. Only optimised code promises that.</summary>
internal sealed class VerifierAllocationTests
{
    [TestCase("sha256")]
    [TestCase("hmac-sha256")]
    [TestCase("bcrypt")]
    public async Task A_known_key_is_verified_without_an_object(string algorithm)
    {
        await using var host = new TestHost(builder =>
        {
            builder.Services.AddSingleton<IApiKeyHasher>(new BcryptApiKeyHasher(4, 6));
            builder.ConfigureHashing(hashing =>
            {
                hashing.Algorithm = algorithm;
                hashing.Peppers.Add(new ApiKeyPepper("p", new byte[32]));
            });
        });
        var text = (await host.IssueAsync()).Secret.Reveal();
        Assert.That(await host.ReasonAsync(text), Is.Null);
        Assert.That(() => Allocated(host.Verifier, text), Is.Zero.After(10_000, 50));
    }

    [Test]
    public async Task A_wrong_checksum_is_refused_without_an_object()
    {
        await using var host = new TestHost();
        var text = (await host.IssueAsync()).Secret.Reveal();
        var mistyped = text[..^1] + (text[^1] == 'x' ? 'y' : 'x');
        Assert.That(await host.ReasonAsync(mistyped), Is.EqualTo(ApiKeyFailureReason.WrongChecksum));
        Assert.That(() => Allocated(host.Verifier, mistyped), Is.Zero.After(10_000, 50));
    }

    [Test]
    public async Task An_unknown_key_that_comes_again_is_refused_without_an_object()
    {
        await using var host = new TestHost();
        await using var elsewhere = new TestHost();
        var text = (await elsewhere.IssueAsync()).Secret.Reveal();
        Assert.That(await host.ReasonAsync(text), Is.EqualTo(ApiKeyFailureReason.UnknownKey));
        Assert.That(() => Allocated(host.Verifier, text), Is.Zero.After(10_000, 50));
    }

    private static long Allocated(ApiKeyVerifier verifier, string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 40; i++)
        {
            var verification = verifier.VerifyAsync(text, default, CancellationToken.None);
            if (!verification.IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("It had to be waited for.");
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
#endif
