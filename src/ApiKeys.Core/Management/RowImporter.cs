using ApiKeys.Caching;
using ApiKeys.Format;
using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Imports one key, wholly or not at all, with its entry in the audit trail. One that was there before, whatever became of it, is left alone.</summary>
internal sealed class RowImporter(ImportDrafter drafter, IApiKeyStore store, IApiKeyAuditStore audit, ChangeWriter writer, ImportMemory memory, int? cap)
{
    private const int MostAttempts = 4;
    private const string HintIsFull = "Eight keys that were not used yet have this hint. Import the key when one of them was used, or replace it.";

    public async ValueTask<ApiKeyImportRowResult> ImportAsync(int index, ApiKeyImportRow row, ImportBatch batch, CancellationToken cancellationToken)
    {
        var draft = drafter.Read(row, batch.Actor, batch.Now);
        if (draft.Errors.Count > 0)
        {
            return new ApiKeyImportRowResult(index, null, ApiKeyImportOutcome.Refused, draft.Errors, []);
        }

        // Somebody else may import the same key, or take the same place, at the same time: then it is looked at again.
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await TryAsync(index, row, draft, batch, cancellationToken).ConfigureAwait(false) is { } result)
            {
                return result;
            }
        }

        return Refused(index, ChangeErrors.Of(ApiKeyChangeOutcome.Duplicate));
    }

    private async ValueTask<ApiKeyImportRowResult?> TryAsync(int index, ApiKeyImportRow row, ImportDraft draft, ImportBatch batch, CancellationToken cancellationToken)
    {
        if (await FindAsync(draft.Record, batch, cancellationToken).ConfigureAwait(false) is (true, var tenant))
        {
            return tenant == draft.Record.TenantId
                ? new ApiKeyImportRowResult(index, draft.Record.Id, ApiKeyImportOutcome.Exists, [], [])
                : Refused(index, new ApiKeyError(ApiKeyErrorCode.Conflict, nameof(row.ForeignId), "A key of another tenant has this id."));
        }

        if (await ChooseAsync(draft.Place!, batch, cancellationToken).ConfigureAwait(false) is not { } lookupId)
        {
            return Refused(index, new ApiKeyError(ApiKeyErrorCode.Conflict, draft.Place!.Member, draft.Place.IsHint ? HintIsFull : "Another key is found by this."));
        }

        var record = draft.Complete(lookupId);
        var outcome = batch.IsDryRun ? ApiKeyChangeOutcome.Applied : await WriteAsync(row, record, batch, cancellationToken).ConfigureAwait(false);
        if (outcome != ApiKeyChangeOutcome.Applied)
        {
            return outcome == ApiKeyChangeOutcome.Duplicate ? null : Refused(index, ChangeErrors.Of(outcome));
        }

        batch.Add(index, row, record);
        return new ApiKeyImportRowResult(index, record.Id, ApiKeyImportOutcome.Imported, [], draft.Warnings);
    }

    private static ApiKeyImportRowResult Refused(int index, ApiKeyError error) => new(index, null, ApiKeyImportOutcome.Refused, [error], []);

    // A key that was pruned is told by the audit trail alone, which outlives it.
    private async ValueTask<(bool IsThere, string? TenantId)> FindAsync(ApiKeyRecord record, ImportBatch batch, CancellationToken cancellationToken)
    {
        if (batch.TryGetTenant(record.Id, out var tenantId))
        {
            return (true, tenantId);
        }

        if (await store.FindByIdAsync(record.Id, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return (true, found.TenantId);
        }

        var trail = await audit.ListAsync(new AuditQuery { KeyId = record.Id, Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return trail.Count == 0 ? default : (true, trail[0].TenantId);
    }

    private async ValueTask<string?> ChooseAsync(ImportPlace place, ImportBatch batch, CancellationToken cancellationToken)
    {
        for (var slot = 0; slot < (place.IsHint ? ImportedLookup.MostCandidates : 1); slot++)
        {
            var lookupId = place.IsHint ? ImportedLookup.Slot(place.Id, slot) : place.Id;
            if (!batch.HasLookupId(lookupId) && await store.FindByLookupIdAsync(lookupId, cancellationToken).ConfigureAwait(false) is null)
            {
                return lookupId;
            }
        }

        return null;
    }

    private async ValueTask<ApiKeyChangeOutcome> WriteAsync(ApiKeyImportRow row, ApiKeyRecord record, ImportBatch batch, CancellationToken cancellationToken)
    {
        var entry = AuditText.Entry(ApiKeyActions.Import, null, record, batch.Actor, batch.Now);
        List<AuditFieldChange> more = [new("imported_format", null, record.Secrets[0].ImportedFormat), new("foreign_id", null, row.ForeignId)];
        var change = ApiKeyChange.Add(record)
            .WithAudit(entry with { Changes = [.. entry.Changes, .. more.Where(field => field.After is not null)] })
            .WithCap(record.RevokedAt is null ? cap : null);
        try
        {
            return await writer.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            memory.Forget();
        }
    }
}
