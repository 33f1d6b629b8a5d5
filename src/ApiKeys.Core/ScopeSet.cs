using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ApiKeys;

/// <summary>What a key may do: a set of scopes, or no restriction at all.</summary>
/// <remarks><see cref="Unrestricted"/> is a value of its own and never the same as an empty set (CONTRACT C9).</remarks>
/// <threadsafety>Immutable.</threadsafety>
[SuppressMessage("Naming", "CA1710", Justification = "A set of scopes is called a scope set, not a scope collection.")]
public sealed class ScopeSet : IReadOnlyCollection<string>, IEquatable<ScopeSet>
{
    /// <summary>The longest scope, in characters.</summary>
    public const int MaxScopeLength = 100;

    /// <summary>The most scopes a set can hold.</summary>
    public const int MaxCount = 256;

    // So many are faster looked through than searched.
    private const int FewScopes = 8;

    private readonly string[] _scopes;

    private ScopeSet(string[] scopes, bool isUnrestricted)
    {
        _scopes = scopes;
        IsUnrestricted = isUnrestricted;
    }

    /// <summary>No restriction: opens what the host opens to unrestricted keys.</summary>
    public static ScopeSet Unrestricted { get; } = new([], isUnrestricted: true);

    /// <summary>Nothing: each endpoint that asks for a scope refuses.</summary>
    public static ScopeSet None { get; } = new([], isUnrestricted: false);

    /// <summary>Whether the set stands for no restriction. It then lists no scopes.</summary>
    public bool IsUnrestricted { get; }

    /// <inheritdoc/>
    public int Count => _scopes.Length;

    /// <summary>Makes a set of scopes; none makes <see cref="None"/>.</summary>
    /// <param name="scopes">Distinct scopes in the grammar of RFC 6749 section 3.3, such as <c>leads:read</c>.</param>
    /// <exception cref="ArgumentException">A scope is empty, too long, named twice or holds a character outside the grammar, or there are too many.</exception>
    public static ScopeSet Of(params IEnumerable<string> scopes) =>
        TryCreate(scopes, out var set, out var error) ? set : throw new ArgumentException(error, nameof(scopes));

    /// <summary>Makes a set of scopes from input that may be wrong.</summary>
    /// <param name="scopes">The scopes; none makes <see cref="None"/>.</param>
    /// <param name="set">The set, where every scope is good.</param>
    /// <param name="error">What is wrong, in words for the person who sent it.</param>
    public static bool TryCreate(
        IEnumerable<string?> scopes,
        [NotNullWhen(true)] out ScopeSet? set,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        set = null;
        var sorted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var scope in scopes)
        {
            error = Complaint(scope) ?? (sorted.Count == MaxCount ? $"There are more than {MaxCount} scopes." : null);
            if (error is not null)
            {
                return false;
            }

            if (!sorted.Add(scope!))
            {
                error = $"The scope '{scope}' is named twice.";
                return false;
            }
        }

        set = sorted.Count == 0 ? None : new ScopeSet([.. sorted], isUnrestricted: false);
        error = null;
        return true;
    }

    /// <summary>Whether the set lists a scope. <see cref="Unrestricted"/> lists none: what it opens is the endpoint's choice.</summary>
    /// <param name="scope">The scope, compared character by character.</param>
    public bool Contains(string scope)
    {
        if (_scopes.Length > FewScopes)
        {
            return Array.BinarySearch(_scopes, scope, StringComparer.Ordinal) >= 0;
        }

        foreach (var one in _scopes)
        {
            if (string.Equals(one, scope, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _scopes.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ScopeSet? other) =>
        other is not null && IsUnrestricted == other.IsUnrestricted && _scopes.AsSpan().SequenceEqual(other._scopes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ScopeSet);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsUnrestricted, _scopes.Length, _scopes.FirstOrDefault());

    /// <summary>The scopes with spaces between them, or <c>(unrestricted)</c>.</summary>
    public override string ToString() => IsUnrestricted ? "(unrestricted)" : string.Join(' ', _scopes);

    /// <summary>What is wrong with a text as a scope; null where it is one.</summary>
    internal static string? Complaint(string? scope)
    {
        if (string.IsNullOrEmpty(scope))
        {
            return "A scope is empty.";
        }

        if (scope.Length > MaxScopeLength)
        {
            return $"A scope is longer than {MaxScopeLength} characters.";
        }

        // scope-token = 1*( %x21 / %x23-5B / %x5D-7E ), RFC 6749 section 3.3
        return scope.AsSpan().ContainsAnyExceptInRange('!', '~') || scope.AsSpan().ContainsAny('"', '\\')
            ? "A scope holds a character that RFC 6749 section 3.3 does not allow; an example of a good one is leads:read."
            : null;
    }
}
