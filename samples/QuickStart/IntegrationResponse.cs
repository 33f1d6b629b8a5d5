namespace QuickStart;

public sealed record IntegrationResponse(IntegrationData Data, ResponseMeta Meta);
