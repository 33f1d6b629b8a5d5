namespace ApiKeys.AspNetCore;

/// <summary>The endpoint asks for a key of one environment (CONTRACT S-27), in hosts that serve several.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequireEnvironmentAttribute : ApiKeyRequirementAttribute
{
    /// <summary>Asks for an environment.</summary>
    /// <param name="environment">Its name, such as <c>live</c>.</param>
    public RequireEnvironmentAttribute(string environment)
    {
        ArgumentException.ThrowIfNullOrEmpty(environment);
        Environment = environment;
    }

    /// <summary>The environment's name.</summary>
    public string Environment { get; }

    /// <summary>The environment, for logs.</summary>
    public override string ToString() => $"environment {Environment}";
}
