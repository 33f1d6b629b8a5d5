using System.Net;

namespace ApiKeys.Verification.Checks;

/// <summary>The client's address is not on the deny list of the key's tenant (CONTRACT G-8).</summary>
internal static class DenyCheck
{
    public static ApiKeyFailure? Run(IpDenyList denied, IPAddress? address) => denied.Contains(address) ? ApiKeyFailure.Of(ApiKeyFailureReason.AddressDenied) : null;
}
