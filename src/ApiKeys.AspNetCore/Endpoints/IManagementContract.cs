namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>A way of managing keys over HTTP: which endpoints there are. Each of them has its route, reads its request and writes its answer.</summary>
internal interface IManagementContract
{
    IReadOnlyList<ManagementEndpoint> Endpoints { get; }
}
