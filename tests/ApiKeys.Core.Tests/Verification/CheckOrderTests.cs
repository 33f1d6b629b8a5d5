using System.Net;
using ApiKeys.Verification;

namespace ApiKeys.Core.Tests.Verification;

/// <summary>CONTRACT 2.5, order of checks: each step hides what the later ones would say.</summary>
[TestFixture]
public class CheckOrderTests
{
    [Test]
    public async Task The_first_check_that_refuses_gives_the_reason()
    {
        await using var host = new TestHost(options: options => options.Environment = "live");
        var issued = await host.IssueAsync(record => record with
        {
            Mode = ApiKeyMode.Signed,
            RevokedAt = Records.Start,
            DisabledAt = Records.Start,
            ExpiresAt = Records.Start,
            Environment = "test",
            AllowedIps = IpAllowList.Of("192.0.2.7"),
            TenantId = "another",
        });
        var text = issued.Secret.Reveal();
        var current = issued.Record;
        Assert.That(await ReasonAsync(host, KeyTexts.WithOtherSecret(text)), Is.EqualTo(ApiKeyFailureReason.WrongMode), "the text of a key that signs proves nothing");

        var cures = new (ApiKeyFailureReason Reason, Func<ApiKeyRecord, ApiKeyRecord> Cure)[]
        {
            (ApiKeyFailureReason.WrongMode, record => record with { Mode = ApiKeyMode.Bearer }),
            (ApiKeyFailureReason.Revoked, record => record with { RevokedAt = null }),
            (ApiKeyFailureReason.Disabled, record => record with { DisabledAt = null }),
            (ApiKeyFailureReason.Expired, record => record with { ExpiresAt = null }),
            (ApiKeyFailureReason.WrongEnvironment, record => record with { Environment = "live" }),
            (ApiKeyFailureReason.IpNotAllowed, record => record with { AllowedIps = null }),
            (ApiKeyFailureReason.WrongTenant, record => record with { TenantId = "tenant" }),
        };
        foreach (var (reason, cure) in cures)
        {
            Assert.That(await ReasonAsync(host, text), Is.EqualTo(reason));
            var change = Stores.ApiKeyChange.Update(cure(current));
            Assert.That(await host.Live.ApplyAsync(change, CancellationToken.None), Is.EqualTo(Stores.ApiKeyChangeOutcome.Applied));
            current = change.Record!;
        }

        Assert.That(await ReasonAsync(host, text), Is.Null);
    }

    private static Task<ApiKeyFailureReason?> ReasonAsync(TestHost host, string text) =>
        host.ReasonAsync(text, new ApiKeyRequestContext(IPAddress.Loopback, "tenant"));
}
