using ApiKeys.Stores.EfCore.Mapping;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Adds the tables of API keys to a model.</summary>
public static class ApiKeysModelBuilderExtensions
{
    /// <summary>Adds the tables of API keys. Call it in <c>OnModelCreating</c>; what is said of the entities behind it has the last word.</summary>
    /// <param name="builder">The model.</param>
    /// <returns>The model.</returns>
    public static ModelBuilder UseApiKeys(this ModelBuilder builder) => builder.UseApiKeys(_ => { });

    /// <summary>Adds the tables of API keys. Call it in <c>OnModelCreating</c>; what is said of the entities behind it has the last word.</summary>
    /// <param name="builder">The model.</param>
    /// <param name="configure">Chooses schema and collation.</param>
    /// <returns>The model.</returns>
    public static ModelBuilder UseApiKeys(this ModelBuilder builder, Action<ApiKeysModelOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ApiKeysModelOptions();
        configure(options);
        ApiKeysModel.Apply(builder, options);
        return builder;
    }
}
