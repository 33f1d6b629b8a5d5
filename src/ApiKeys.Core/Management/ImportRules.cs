using ApiKeys.Format;

namespace ApiKeys.Management;

/// <summary>What is asked of an imported key beside what is asked of every key.</summary>
internal sealed class ImportRules(ForeignText texts)
{
    private const int LongestId = 128;
    private const int LongestReason = 500;

    /// <summary>Says everything that is wrong, and which shapes the key's text may have, where its beginning tells.</summary>
    public IReadOnlyList<KeyShape> Run(ApiKeyImportRow row, ApiKeyRecord record, ApiKeyActor actor, DateTimeOffset now, List<ApiKeyError> errors)
    {
        Add(nameof(row.ForeignId), row.ForeignId is null ? null : PlainText.Complaint(row.ForeignId, LongestId));
        Add(nameof(row.Scopes), row.Scopes is null ? "Say what the key may do: scopes, none, or everything." : null);
        Add(nameof(row.TenantId), actor.IsOfOneTenant && row.TenantId is not null && row.TenantId != actor.TenantId ? "It is another tenant than that of whoever imports." : null);
        foreach (var (member, instant) in new[] { (nameof(row.CreatedAt), row.CreatedAt), (nameof(row.RevokedAt), row.RevokedAt), (nameof(row.DisabledAt), row.DisabledAt), (nameof(row.LastUsedAt), row.LastUsedAt) })
        {
            Add(member, instant > now ? "It is in the future." : null);
        }

        Add(nameof(row.RevokedReason), record.RevokedReason is null ? null : record.RevokedAt is null ? "The key is not revoked." : PlainText.LinesComplaint(record.RevokedReason, LongestReason));
        Add(nameof(row.UsageCount), row.UsageCount < 0 ? "It is negative." : row.UsageCount > 0 && row.LastUsedAt is null ? "It needs LastUsedAt." : null);
        Add(nameof(row.Last4), row.Last4 is { } last && (last.Length > ImportedLookup.LastLength || !KeyAlphabet.Base62.Covers(last)) ? "It is up to four letters and digits." : null);
        var beginning = row.Prefix ?? BeginningOf(row.LookupPart);
        IReadOnlyList<KeyShape> shapes = beginning is null ? [] : texts.ShapesOf(beginning);
        Add(nameof(row.Prefix), row.Prefix is not null && shapes.Count == 0 ? "No key of this host's begins like this, or it shows too much of the secret. Templates are added with ApiKeyFormatOptions.AcceptedTemplates." : null);
        var isOfOther = shapes.Count > 0 && shapes.All(shape => shape.Environment is { } named && named.Name != record.Environment);
        Add(nameof(row.Environment), isOfOther && errors.TrueForAll(error => error.Member != nameof(row.Environment)) ? $"The key's text names '{shapes[0].Environment!.Name}'." : null);
        return shapes;

        void Add(string member, string? complaint)
        {
            if (complaint is not null)
            {
                errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, member, complaint));
            }
        }
    }

    /// <summary>A lookup part that is a beginning, and not the public id alone.</summary>
    public string? BeginningOf(string? part) => part is not null && texts.ShapesOf(part).Count > 0 ? part : null;
}
