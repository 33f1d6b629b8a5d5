using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>What a store's answer to a change means, in words for the person who asked.</summary>
internal static class ChangeErrors
{
    public static ApiKeyError Of(ApiKeyChangeOutcome outcome) => outcome switch
    {
        ApiKeyChangeOutcome.ReadOnly => new(ApiKeyErrorCode.ReadOnly, null, "The key comes from the host's configuration, or the host has no store for others; change the configuration or add a store."),
        ApiKeyChangeOutcome.NotFound => new(ApiKeyErrorCode.NotFound, null, "There is no such key."),
        ApiKeyChangeOutcome.Conflict => new(ApiKeyErrorCode.Conflict, null, "Somebody else has changed the key in between."),
        ApiKeyChangeOutcome.CapReached => new(ApiKeyErrorCode.CapReached, null, "The tenant has as many keys as it may have."),
        ApiKeyChangeOutcome.Repeated => new(ApiKeyErrorCode.Repeated, null, "The request was carried out before."),
        _ => new(ApiKeyErrorCode.NoFreeId, null, "No free id was found; try again."),
    };
}
