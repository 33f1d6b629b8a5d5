using System.Diagnostics.CodeAnalysis;

namespace ApiKeys.Management;

/// <summary>What came of a management call: a value, or what was wrong. With errors, nothing was changed.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <threadsafety>Immutable.</threadsafety>
public sealed class ApiKeyResult<T>
    where T : class
{
    private ApiKeyResult(T? value, IReadOnlyList<ApiKeyError> errors)
    {
        Value = value;
        Errors = errors;
    }

    /// <summary>Whether the call did what was asked.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    /// <summary>The value, where the call succeeded.</summary>
    public T? Value { get; }

    /// <summary>Everything that was wrong; empty where the call succeeded.</summary>
    public IReadOnlyList<ApiKeyError> Errors { get; }

    internal static ApiKeyResult<T> Success(T value) => new(value, []);

    internal static ApiKeyResult<T> Failed(IReadOnlyList<ApiKeyError> errors) => new(null, errors);
}
