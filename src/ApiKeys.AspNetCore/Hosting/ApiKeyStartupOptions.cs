namespace ApiKeys.AspNetCore.Hosting;

/// <summary>What is looked at before the server listens.</summary>
public sealed class ApiKeyStartupOptions
{
    /// <summary>Whether the start is stopped where <c>UseAuthentication()</c> or <c>UseAuthorization()</c> is missing or misordered. Switch it off where they stand in a branch of the pipeline.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckPipeline { get; set; } = true;
}
