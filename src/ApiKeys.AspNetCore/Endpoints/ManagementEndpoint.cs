using ApiKeys.AspNetCore.Responses;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>One endpoint of the management contract: where it is, and what it does once everything around it is settled.</summary>
internal abstract class ManagementEndpoint
{
    public abstract string Method { get; }

    /// <summary>The route below the prefix that the host chose.</summary>
    public abstract string Pattern { get; }

    /// <summary>What it does, in a few words.</summary>
    public abstract string Summary { get; }

    public virtual BodyRule Body => BodyRule.Ignored;

    /// <summary>Whether it changes keys: then a failure says that the change is not done, and another site's page cannot ask for it.</summary>
    public virtual bool IsChange => true;

    /// <summary>Whether the host has it. Where it has not, it is not found.</summary>
    public virtual bool IsOn(ApiKeyManagementOptions options) => true;

    /// <summary>The longest body, in bytes.</summary>
    public virtual int MaxBodyBytes(ApiKeyManagementOptions options) => options.MaxBodyBytes;

    public string Name => $"ApiKeys.{GetType().Name.Replace("Endpoint", "", StringComparison.Ordinal)}";

    /// <summary>Answers, or says why not.</summary>
    public abstract Task<ApiKeyRefusal?> HandleAsync(ManagementCall call);
}
