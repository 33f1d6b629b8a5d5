namespace ApiKeys.AspNetCore.Responses;

/// <summary>Marks an endpoint none of whose answers may be kept, those of the host's own schemes among them.</summary>
internal sealed class NoStoreMetadata
{
    public static NoStoreMetadata Instance { get; } = new();
}
