using ApiKeys.Stores;

namespace ApiKeys.Memory;

/// <summary>Audit entries, listed by their ids, by which they are also paged. Its owner sees to it that one writes at a time.</summary>
internal sealed class AuditTrail
{
    private readonly List<AuditEntry> _entries = [];

    /// <summary>Adds an entry; a change that comes without one leaves no trace.</summary>
    public void Add(AuditEntry? entry)
    {
        if (entry is not null)
        {
            _entries.Add(entry);
        }
    }

    public IReadOnlyList<AuditEntry> List(AuditQuery query) =>
    [
        .. _entries.Where(query.Matches).OrderByDescending(entry => entry.Id, StringComparer.Ordinal).Take(query.Limit),
    ];
}
