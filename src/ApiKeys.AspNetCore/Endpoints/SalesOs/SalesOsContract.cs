namespace ApiKeys.AspNetCore.Endpoints.SalesOs;

/// <summary>The four operations of SalesOS's management API (CONTRACT S-1).</summary>
internal sealed class SalesOsContract : IManagementContract
{
    public IReadOnlyList<ManagementEndpoint> Endpoints { get; } =
        [new SalesOsCreateEndpoint(), new SalesOsListEndpoint(), new SalesOsRevokeEndpoint(), new DeleteEndpoint()];
}
