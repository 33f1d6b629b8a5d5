using ApiKeys.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.AspNetCore.Profiles;

/// <summary>Chooses a profile.</summary>
public static class ApiKeyProfileExtensions
{
    /// <summary>Begins with a profile's options. What the host configures itself outweighs them, before this call and after it.</summary>
    /// <param name="builder">What <c>AddApiKeys</c> returned.</param>
    /// <param name="profile">The profile.</param>
    public static ApiKeysBuilder UseProfile(this ApiKeysBuilder builder, ApiKeyProfile profile)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(profile);

        // Options are configured in the order of their services, and the last one counts.
        var services = new ServiceCollection();
        profile.Apply(new ApiKeysBuilder(services));
        foreach (var (index, service) in services.Index())
        {
            builder.Services.Insert(index, service);
        }

        return builder;
    }
}
