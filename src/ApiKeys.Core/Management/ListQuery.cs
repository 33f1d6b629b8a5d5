using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>What a list request asks the store for, and what is wrong with it.</summary>
internal static class ListQuery
{
    private const int LongestSearch = 100;
    private const int MostDays = 36_500;

    public static List<ApiKeyError> ErrorsOf(ApiKeyListRequest request, ApiKeyPosition? after)
    {
        var errors = new List<ApiKeyError>();
        Add(request.Limit is < 1 or > ApiKeyListRequest.MaxLimit, nameof(request.Limit), $"It goes from 1 to {ApiKeyListRequest.MaxLimit}.");
        Add(request.Cursor is not null && after is null, nameof(request.Cursor), "It is none that this list has given out.");
        Add(request.Search?.Length > LongestSearch, nameof(request.Search), $"It is longer than {LongestSearch} characters.");
        Add(request.UnusedForDays is < 1 or > MostDays, nameof(request.UnusedForDays), $"It goes from 1 to {MostDays}.");
        Add(request.ExpiringWithinDays is < 1 or > MostDays, nameof(request.ExpiringWithinDays), $"It goes from 1 to {MostDays}.");
        return errors;

        void Add(bool isWrong, string member, string message)
        {
            if (isWrong)
            {
                errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, member, message));
            }
        }
    }

    public static ApiKeyQuery Of(ApiKeyListRequest request, ApiKeyActor actor, DateTimeOffset now) =>
        new()
        {
            TenantId = actor.TenantId,
            HasNoTenant = actor.HasNoTenant,
            Statuses = request.Statuses,
            Environment = request.Environment,
            Scope = request.Scope,
            CustomerId = request.CustomerId,
            UnusedSince = request.UnusedForDays is { } unused ? now.AddDays(-unused) : null,
            ExpiresBefore = request.ExpiringWithinDays is { } days ? now.AddDays(days) : null,
            Search = string.IsNullOrEmpty(request.Search) ? null : request.Search,
            Now = now,
        };
}
