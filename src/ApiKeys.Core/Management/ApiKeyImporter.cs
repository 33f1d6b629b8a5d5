using ApiKeys.Diagnostics;
using ApiKeys.Stores;
using Microsoft.Extensions.Logging;

namespace ApiKeys.Management;

/// <summary>Takes over keys that another system has issued, with their hashes: callers go on with the texts that they have. Added by <c>AddImport()</c>.</summary>
/// <remarks>
/// Each row is one unit of work with its entry in the audit trail. An import can be repeated: what is there stays as it is, and what was revoked or deleted since
/// does not come back. With its first use a key's hash is written anew as this host writes hashes.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyImporter
{
    /// <summary>The most rows of one call.</summary>
    public const int MaxRows = 1_000;

    private const string UseIsMissing = "The key is imported, and what is known of its use could not be written.";
    private readonly RowImporter _rows;
    private readonly IApiKeyImportStore _imports;
    private readonly IApiKeyUsageStore _usage;
    private readonly TimeProvider _time;
    private readonly ILogger<ApiKeyImporter> _logger;

    internal ApiKeyImporter(RowImporter rows, IApiKeyImportStore imports, IApiKeyUsageStore usage, TimeProvider time, ILogger<ApiKeyImporter> logger)
    {
        _rows = rows;
        _imports = imports;
        _usage = usage;
        _time = time;
        _logger = logger;
    }

    /// <summary>Imports keys.</summary>
    /// <param name="request">The keys.</param>
    /// <param name="actor">Who asks. An actor of one tenant imports for that tenant; a key imports nothing.</param>
    /// <param name="cancellationToken">Ends the work; what was imported stays.</param>
    /// <returns>What became of each row, or why nothing was looked at.</returns>
    /// <exception cref="ApiKeyStoreUnavailableException">The store failed. Rows before that are imported; repeat the import.</exception>
    public async ValueTask<ApiKeyResult<ApiKeyImportReport>> ImportAsync(ApiKeyImportRequest request, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        if (Complaint(request, actor) is { } complaint)
        {
            return ApiKeyResult<ApiKeyImportReport>.Failed([complaint]);
        }

        var batch = new ImportBatch(request.IsDryRun, actor, _time.GetUtcNow());
        var results = new List<ApiKeyImportRowResult>(request.Rows.Count);
        try
        {
            foreach (var (index, row) in request.Rows.Index())
            {
                results.Add(await _rows.ImportAsync(index, row, batch, cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            await AddUsageAsync(batch, results).ConfigureAwait(false);
        }

        return ApiKeyResult<ApiKeyImportReport>.Success(new ApiKeyImportReport(request.IsDryRun, results));
    }

    /// <summary>How many imported keys were not used since, so that they are stored as the other system had stored them. Revoked and deleted ones are left out.</summary>
    /// <param name="actor">Who asks; an actor of one tenant gets that tenant's alone.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public async ValueTask<IReadOnlyList<ImportedSecretCount>> CountUnusedAsync(ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var counts = await _imports.CountImportedAsync(actor.TenantId, actor.HasNoTenant, cancellationToken).ConfigureAwait(false);
        return [.. counts.OrderBy(count => count.TenantId, StringComparer.Ordinal).ThenBy(count => count.Format, StringComparer.Ordinal)];
    }

    private static ApiKeyError? Complaint(ApiKeyImportRequest request, ApiKeyActor actor)
    {
        if (actor.Ceiling is not null)
        {
            return new ApiKeyError(ApiKeyErrorCode.NotAllowed, null, "An API key cannot import API keys.");
        }

        return request.Rows.Count > MaxRows
            ? new ApiKeyError(ApiKeyErrorCode.Invalid, nameof(request.Rows), $"There are more than {MaxRows} rows.")
            : actor.Complaint();
    }

    // The keys are there, whatever becomes of this: a statistic that is missing refuses nobody.
    private async ValueTask AddUsageAsync(ImportBatch batch, List<ApiKeyImportRowResult> results)
    {
        if (batch.IsDryRun || batch.Usage.Count == 0)
        {
            return;
        }

        try
        {
            await _usage.AddAsync(new UsageBatch(Guid.NewGuid(), [.. batch.Usage.Select(entry => entry.Use)]), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.ImportedUsageLost(_logger, batch.Usage.Count, exception);
            foreach (var (row, _) in batch.Usage)
            {
                results[row] = results[row] with { Warnings = [.. results[row].Warnings, UseIsMissing] };
            }
        }
    }
}
