namespace Samples.Integration;

public sealed record IntegrationResponse(IntegrationData Data, ResponseMeta Meta);
