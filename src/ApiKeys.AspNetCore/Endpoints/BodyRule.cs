namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Whether an endpoint reads a body.</summary>
internal enum BodyRule
{
    /// <summary>It does not look at one.</summary>
    Ignored,

    /// <summary>It reads one where there is one.</summary>
    Optional,

    /// <summary>It needs one.</summary>
    Required,
}
