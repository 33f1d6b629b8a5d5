namespace ApiKeys.Management;

/// <summary>A new value for a member, or none: what is not named stays as it is.</summary>
/// <typeparam name="T">The member's type.</typeparam>
public readonly record struct Edit<T>
{
    /// <summary>Names a new value, which may be <see langword="null"/>.</summary>
    /// <param name="value">The value.</param>
    public Edit(T value)
    {
        Value = value;
        IsNamed = true;
    }

    /// <summary>Whether there is a new value.</summary>
    public bool IsNamed { get; }

    /// <summary>The new value, where there is one.</summary>
    public T? Value { get; }

    /// <summary>Names a new value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Edit<T>(T value) => new(value);

    internal T? Or(T? present) => IsNamed ? Value : present;
}
