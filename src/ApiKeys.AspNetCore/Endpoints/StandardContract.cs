namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>The library's own contract.</summary>
internal sealed class StandardContract : IManagementContract
{
    public IReadOnlyList<ManagementEndpoint> Endpoints { get; } =
    [
        new CreateEndpoint(),
        new ListEndpoint(),
        new AuditEndpoint(),
        new RequestsEndpoint(),
        new BlocklistEndpoint(),
        new SetBlocklistEndpoint(),
        new ImportEndpoint(),
        new ImportReportEndpoint(),
        new TemporaryEndpoint(),
        new ShowEndpoint(),
        new EditEndpoint(),
        new DeleteEndpoint(),
        new DisableEndpoint(),
        new EnableEndpoint(),
        new RevokeEndpoint(),
        new RegenerateEndpoint(),
        new RotateEndpoint(),
        new UsageEndpoint(),
        new KeyAuditEndpoint(),
        new KeyRequestsEndpoint(),
        new SimulateEndpoint(),
    ];
}
