namespace Samples.Integration;

public sealed record IntegrationData(int Created, int Existing, IReadOnlyList<string> Errors, int Total);
