namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>All endpoints of the management contract.</summary>
internal static class ManagementEndpoints
{
    public static IReadOnlyList<ManagementEndpoint> All { get; } =
    [
        new CreateEndpoint(),
        new ListEndpoint(),
        new AuditEndpoint(),
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
        new SimulateEndpoint(),
    ];
}
