using System.Collections.Concurrent;

namespace Samples.Integration;

/// <summary>Remembers which collaborators each tenant has sent.</summary>
internal sealed class CollaboratorDirectory
{
    private readonly ConcurrentDictionary<(string? Tenant, string ExternalId), Collaborator> _known = new();

    /// <summary>Whether the collaborator was new.</summary>
    public bool Add(string? tenant, Collaborator collaborator) => _known.TryAdd((tenant, collaborator.ExternalId!), collaborator);
}
