namespace ApiKeys.AspNetCore.Hosting;

/// <summary>What is looked at before the server listens.</summary>
public sealed class ApiKeyStartupOptions
{
    /// <summary>Whether the start is stopped where <c>UseAuthentication()</c> or <c>UseAuthorization()</c> is missing or misordered. Switch it off where they stand in a branch of the pipeline.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckPipeline { get; set; } = true;

    /// <summary>
    /// Whether a key of no host is led through authentication, authorization and admission before the server listens, once a process. It costs the start a tenth of a second, and saves it the first request with a key.
    /// It is left out where somebody traces the library from the start on.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool WarmUp { get; set; } = true;
}
