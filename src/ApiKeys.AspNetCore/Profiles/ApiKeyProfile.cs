using ApiKeys.DependencyInjection;

namespace ApiKeys.AspNetCore.Profiles;

/// <summary>A named bundle of options: what one system's clients and people expect. It decides nothing that an option does not decide.</summary>
/// <param name="name">What the profile is called.</param>
/// <param name="configure">Sets the options.</param>
/// <threadsafety>Immutable.</threadsafety>
public sealed class ApiKeyProfile(string name, Action<ApiKeysBuilder> configure)
{
    /// <summary>What the profile is called.</summary>
    public string Name { get; } = name;

    /// <summary>Sets the options.</summary>
    /// <param name="builder">The host's API keys.</param>
    public void Apply(ApiKeysBuilder builder) => configure(builder);
}
