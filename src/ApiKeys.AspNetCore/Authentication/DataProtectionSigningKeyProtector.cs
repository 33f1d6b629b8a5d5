using System.Buffers.Binary;
using System.Security.Cryptography;
using ApiKeys.Signing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Signing keys by ASP.NET Core's Data Protection, each for its own place: the default, since every host has it.</summary>
internal sealed class DataProtectionSigningKeyProtector(IServiceProvider services) : ISigningKeyProtector
{
    private const string Purpose = "ApiKeys.Signing";

    // What Data Protection writes begins with a mark and the id of the key in its ring.
    private const uint Mark = 0x09F0C9F0;
    private const int IdBytes = 16;

    public string Name => "data-protection";

    public string Protect(ReadOnlySpan<byte> signingKey, string purpose)
    {
        var plain = signingKey.ToArray();
        var sealedKey = Protector(purpose).Protect(plain);
        CryptographicOperations.ZeroMemory(plain);
        return WebEncoders.Base64UrlEncode(sealedKey);
    }

    public byte[] Unprotect(string protectedKey, string purpose)
    {
        try
        {
            return Protector(purpose).Unprotect(WebEncoders.Base64UrlDecode(protectedKey));
        }
        catch (FormatException exception)
        {
            throw new CryptographicException("It is no signing key of this protector.", exception);
        }
        catch (CryptographicException exception) when (exception.InnerException is not (null or CryptographicException or FormatException))
        {
            throw new SigningKeyUnavailableException("The key ring of Data Protection cannot be read.", exception);
        }
        catch (CryptographicException exception) when (IsOfAnotherRing(WebEncoders.Base64UrlDecode(protectedKey), exception))
        {
            throw new SigningKeyUnavailableException("The key ring of Data Protection lacks the key that the signing key was encrypted with.", exception);
        }
    }

    // Asked for when it is needed: most hosts have no key that signs.
    private IDataProtector Protector(string purpose)
    {
        var provider = services.GetRequiredService<IDataProtectionProvider>();
        DataProtectionVersion.ThrowIfAffected(provider.GetType().Assembly);
        return provider.CreateProtector(Purpose, purpose);
    }

    // The platform's exceptions differ in their words alone; those about a key of the ring name it, in whatever language.
    private static bool IsOfAnotherRing(ReadOnlySpan<byte> sealedKey, CryptographicException exception) =>
        sealedKey.Length > sizeof(uint) + IdBytes
        && BinaryPrimitives.ReadUInt32BigEndian(sealedKey) == Mark
        && exception.Message.Contains(new Guid(sealedKey.Slice(sizeof(uint), IdBytes)).ToString("B"), StringComparison.OrdinalIgnoreCase);
}
