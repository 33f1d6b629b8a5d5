namespace ApiKeys.Core.Tests;

[TestFixture]
public class ApiKeyFailureTests
{
    private static IEnumerable<ApiKeyFailureReason> Reasons => Enum.GetValues<ApiKeyFailureReason>();

    [TestCaseSource(nameof(Reasons))]
    public void Failure_of_a_reason_is_made_once_and_says_which(ApiKeyFailureReason reason)
    {
        var failure = ApiKeyFailure.Of(reason);
        Assert.That(failure.Reason, Is.EqualTo(reason));
        Assert.That(ApiKeyFailure.Of(reason), Is.SameAs(failure));
        Assert.That(failure.ToString(), Is.EqualTo(reason.ToString()));
    }

    // ATTACKS, decisions 3, 7 and 9: everything that is not named here is one 401.
    [TestCaseSource(nameof(Reasons))]
    public void Reasons_are_401_but_for_what_only_a_good_key_can_learn_and_a_failing_store(ApiKeyFailureReason reason)
    {
        var expected = reason switch
        {
            ApiKeyFailureReason.IpNotAllowed or ApiKeyFailureReason.AddressDenied or ApiKeyFailureReason.CustomerNotAllowed or ApiKeyFailureReason.MissingScopes => ApiKeyFailureKind.Forbidden,
            ApiKeyFailureReason.RateLimited => ApiKeyFailureKind.RateLimited,
            ApiKeyFailureReason.StoreUnavailable or ApiKeyFailureReason.HashingOverloaded or ApiKeyFailureReason.SigningKeyUnavailable => ApiKeyFailureKind.Unavailable,
            ApiKeyFailureReason.UnreadableBody => ApiKeyFailureKind.Unreadable,
            ApiKeyFailureReason.BodyTooLarge => ApiKeyFailureKind.TooLarge,
            _ => ApiKeyFailureKind.Unauthorized,
        };
        Assert.That(ApiKeyFailure.Of(reason).Kind, Is.EqualTo(expected));
    }

    [TestCase(-1)]
    [TestCase(999)]
    public void Undefined_reason_is_refused(int reason) =>
        Assert.That(() => ApiKeyFailure.Of((ApiKeyFailureReason)reason), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
