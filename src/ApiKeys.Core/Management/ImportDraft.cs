using ApiKeys.Hashing;

namespace ApiKeys.Management;

/// <summary>A row that was read: the key as it would be, but for the lookup id of one that is found by a hint, and what is wrong with it.</summary>
/// <param name="Record">The key, without its secret.</param>
/// <param name="Hash">The hash; null where it is wrong.</param>
/// <param name="Place">What the key is found by; null where it is not.</param>
/// <param name="Hint">What people may see of the text.</param>
/// <param name="Errors">Everything that is wrong.</param>
/// <param name="Warnings">What its people should know.</param>
internal sealed record ImportDraft(ApiKeyRecord Record, ForeignHash? Hash, ImportPlace? Place, DisplayHint Hint, List<ApiKeyError> Errors, List<string> Warnings)
{
    /// <summary>The whole key.</summary>
    public ApiKeyRecord Complete(string lookupId) => Record with
    {
        Secrets = [new SecretVersion { LookupId = lookupId, Hash = Hash!.Stored, Hint = Hint, CreatedAt = Record.CreatedAt, ImportedFormat = Hash.Format }],
    };
}
