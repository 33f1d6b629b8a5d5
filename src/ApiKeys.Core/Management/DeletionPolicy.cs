namespace ApiKeys.Management;

/// <summary>What deleting a key means (CONTRACT C15). The audit trail stays in any case.</summary>
public enum DeletionPolicy
{
    /// <summary>The key is gone for everybody at once, and its row is removed when it is old enough: <see cref="ApiKeyRetentionOptions.DeletedKeys"/>.</summary>
    Soft = 0,

    /// <summary>The key's row is removed at once.</summary>
    Hard = 1,

    /// <summary>Keys cannot be deleted.</summary>
    Off = 2,
}
