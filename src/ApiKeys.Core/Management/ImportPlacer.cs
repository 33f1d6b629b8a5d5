using System.Security.Cryptography;
using ApiKeys.Format;
using ApiKeys.Hashing;

namespace ApiKeys.Management;

/// <summary>Works out what an imported key can be found by.</summary>
internal sealed class ImportPlacer(ApiKeyFormat format, ForeignText texts)
{
    public ImportPlace? Place(ApiKeyImportRow row, string id, ForeignHash? hash, List<ApiKeyError> errors)
    {
        if (row.LookupPart is { } part)
        {
            return Of(texts.PublicIdIn(part), nameof(row.LookupPart), "It is no public id of a key of this host's, and no beginning of a key with one.", errors);
        }

        if (row.LookupHash is { } digest)
        {
            return Of(OfLookupHash(digest), nameof(row.LookupHash), "It is no SHA-256.", errors);
        }

        if (row.Prefix is not null && texts.PublicIdIn(row.Prefix) is { } inPrefix)
        {
            return new ImportPlace(inPrefix, false, nameof(row.Prefix));
        }

        if (hash?.Digest is { } whole)
        {
            return new ImportPlace(format.GetImportedLookupId(whole.Length == SHA256.HashSizeInBytes ? ImportedLookup.Sha256 : ImportedLookup.Sha512, whole), false, nameof(row.Hash));
        }

        return row is { Prefix: { } prefix, Last4: { } last } ? OfHint(prefix, last, row, id, errors) : Of(null, nameof(row.LookupPart), "The key cannot be found: give LookupPart, LookupHash, or Prefix and Last4.", hash is null ? [] : errors);
    }

    private string? OfLookupHash(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        return ForeignDigest.TryRead(text, digest) ? format.GetImportedLookupId(ImportedLookup.Sha256, digest) : null;
    }

    private ImportPlace? OfHint(string prefix, string last, ApiKeyImportRow row, string id, List<ApiKeyError> errors)
    {
        const string Complaint = "No key of this host's begins and ends like this: give the fixed beginning of its texts and their last four characters, and add its template to ApiKeyFormatOptions.AcceptedTemplates.";
        return texts.HintOf(prefix, last) is not { } hint ? Of(null, nameof(row.Last4), Complaint, errors)
            : row.RevokedAt is not null ? new ImportPlace(ImportedLookup.Kept + id, false, nameof(row.Last4))
            : new ImportPlace(hint, true, nameof(row.Last4));
    }

    private static ImportPlace? Of(string? lookupId, string member, string complaint, List<ApiKeyError> errors)
    {
        if (lookupId is null && errors.TrueForAll(error => error.Member != member))
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, member, complaint));
        }

        return lookupId is null ? null : new ImportPlace(lookupId, false, member);
    }
}
