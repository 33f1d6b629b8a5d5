using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>Reads the request log (CONTRACT G-8). Rows of a tenant that the actor may not see are not there for them.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ApiKeyRequestDirectory
{
    private readonly IApiKeyRequestStore _requests;

    internal ApiKeyRequestDirectory(IApiKeyRequestStore requests) => _requests = requests;

    /// <summary>A page of the log, newest row first. What was recorded in the last seconds may still be missing.</summary>
    /// <param name="query">Which rows, from 1 to 100 of them; an actor of one tenant gets that tenant's alone.</param>
    /// <param name="cursor">Where the last page ended; <see langword="null"/>: from the beginning.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>The page, or what is wrong with the query.</returns>
    public async ValueTask<ApiKeyResult<ApiKeyRequestPage>> ListAsync(ApiKeyRequestQuery query, string? cursor, ApiKeyActor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(actor);
        var after = cursor is null ? null : PageCursor.Read(cursor);
        if (ErrorsOf(query, cursor, after) is { Count: > 0 } errors)
        {
            return ApiKeyResult<ApiKeyRequestPage>.Failed(errors);
        }

        // One more than asked for tells whether there is a next page.
        var bounded = query with { TenantId = actor.IsOfOneTenant ? actor.TenantId : query.TenantId, HasNoTenant = actor.HasNoTenant || query.HasNoTenant, After = after, Limit = query.Limit + 1 };
        var rows = await _requests.ListAsync(bounded, cancellationToken).ConfigureAwait(false);
        var hasMore = rows.Count > query.Limit;
        var page = hasMore ? [.. rows.Take(query.Limit)] : rows;
        return ApiKeyResult<ApiKeyRequestPage>.Success(new ApiKeyRequestPage(page, hasMore ? PageCursor.Write(ApiKeyPosition.Of(page[^1])) : null));
    }

    private static List<ApiKeyError> ErrorsOf(ApiKeyRequestQuery query, string? cursor, ApiKeyPosition? after)
    {
        var errors = new List<ApiKeyError>();
        if (query.Limit is < 1 or > ApiKeyListRequest.MaxLimit)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, nameof(query.Limit), $"It goes from 1 to {ApiKeyListRequest.MaxLimit}."));
        }

        if (cursor is not null && after is null)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, "Cursor", "It is none that this list has given out."));
        }

        return errors;
    }
}
