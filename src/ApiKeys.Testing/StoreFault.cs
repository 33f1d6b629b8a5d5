namespace ApiKeys.Testing;

/// <summary>What goes wrong in a <see cref="FaultStore"/>.</summary>
public enum StoreFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Every call throws.</summary>
    Down = 1,

    /// <summary>Every call waits before it does its work.</summary>
    Slow = 2,

    /// <summary>Every call waits until it is cancelled.</summary>
    Hang = 3,

    /// <summary>Changes throw and are not done.</summary>
    ThrowBeforeCommit = 4,

    /// <summary>Changes are done and throw all the same.</summary>
    ThrowAfterCommit = 5,
}
