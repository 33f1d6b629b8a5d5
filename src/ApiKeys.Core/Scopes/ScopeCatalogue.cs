using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ApiKeys.Scopes;

/// <summary>The scopes that the host knows, each with a sentence for the people who grant it (CONTRACT S-13).</summary>
/// <remarks>Where the catalogue is empty any scope goes; once it has an entry, an unknown scope on an endpoint or in a request is a mistake.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "A catalogue of scopes is called a catalogue.")]
public sealed class ScopeCatalogue : IEnumerable<KeyValuePair<string, string>>
{
    private readonly Dictionary<string, string> _descriptions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _sets = new(StringComparer.Ordinal);

    /// <summary>Whether the host has named no scope.</summary>
    public bool IsEmpty => _descriptions.Count == 0;

    /// <summary>The names of the sets.</summary>
    public IReadOnlyCollection<string> SetNames => _sets.Keys;

    /// <summary>Adds a scope.</summary>
    /// <param name="scope">The scope, such as <c>leads:read</c>.</param>
    /// <param name="description">What it grants, for people.</param>
    /// <exception cref="ArgumentException">The text is no scope, or was added before.</exception>
    public void Add(string scope, string description)
    {
        if (ScopeSet.Complaint(scope) is { } complaint)
        {
            throw new ArgumentException(complaint, nameof(scope));
        }

        _descriptions.Add(scope, description);
    }

    /// <summary>Names several scopes that are granted together.</summary>
    /// <param name="name">The name of the set.</param>
    /// <param name="scopes">Scopes that were added before.</param>
    /// <exception cref="ArgumentException">A scope is unknown, or the name is taken.</exception>
    public void AddSet(string name, params string[] scopes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(scopes);
        if (Array.Find(scopes, scope => !Knows(scope)) is { } unknown)
        {
            throw new ArgumentException($"The scope '{unknown}' is not in the catalogue.", nameof(scopes));
        }

        _sets.Add(name, [.. scopes]);
    }

    /// <summary>The scopes of a set.</summary>
    /// <param name="name">The name of the set.</param>
    /// <exception cref="KeyNotFoundException">There is no such set.</exception>
    public IReadOnlyList<string> GetSet(string name) => _sets[name];

    /// <summary>Whether a scope may be granted and asked for.</summary>
    /// <param name="scope">The scope.</param>
    public bool Knows(string scope) => IsEmpty || _descriptions.ContainsKey(scope);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _descriptions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
