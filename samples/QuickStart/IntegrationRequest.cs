namespace QuickStart;

public sealed record IntegrationRequest(string? Action, IReadOnlyList<Collaborator>? Collaborators);
