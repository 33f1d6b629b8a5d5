namespace ApiKeys.Stores;

/// <summary>One member of a key that changed.</summary>
/// <param name="Field">The member's name in snake case, such as <c>expires_at</c>.</param>
/// <param name="Before">Its value before, as text; <see langword="null"/> where there was none.</param>
/// <param name="After">Its value after, as text; <see langword="null"/> where there is none.</param>
public sealed record AuditFieldChange(string Field, string? Before, string? After);
