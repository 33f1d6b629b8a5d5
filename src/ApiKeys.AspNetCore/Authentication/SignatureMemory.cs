using ApiKeys.Signing;
using ApiKeys.Verification;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>A request feature: what came of its signatures. A signature is accepted once, and several schemes of one request may ask for it.</summary>
internal sealed class SignatureMemory
{
    // One, mostly: a request may carry one of either form, each for another scheme of the host.
    private readonly List<(SignedRequest Signed, ApiKeyVerification Verification)> _known = new(1);

    public ApiKeyVerification? Find(SignedRequest signed)
    {
        foreach (var (known, verification) in _known)
        {
            if (IsSame(known, signed))
            {
                return verification;
            }
        }

        return null;
    }

    public void Add(SignedRequest signed, ApiKeyVerification verification) => _known.Add((signed, verification));

    // Both are read from the headers of one request, which have one signature of each form at most.
    private static bool IsSame(SignedRequest one, SignedRequest other) => one.GetType() == other.GetType() && one.ApiKey == other.ApiKey && one.Timestamp == other.Timestamp;
}
