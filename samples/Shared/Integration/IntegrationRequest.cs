namespace Samples.Integration;

public sealed record IntegrationRequest(string? Action, IReadOnlyList<Collaborator>? Collaborators);
