using ApiKeys.Hashing;
using ApiKeys.Management;
using ApiKeys.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.DependencyInjection;

/// <summary>No imported hash asks for more work than a stored one may, and the store can find imported keys.</summary>
internal sealed class ApiKeyImportOptionsValidator(IServiceProvider services) : IValidateOptions<ApiKeyImportOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeyImportOptions options)
    {
        if (options.MaxIterations is < 1 or > Pbkdf2ApiKeyHasher.MostStoredIterations)
        {
            return ValidateOptionsResult.Fail($"ApiKeyImportOptions.MaxIterations is {options.MaxIterations}; it goes from 1 to {Pbkdf2ApiKeyHasher.MostStoredIterations}.");
        }

        return services.GetKeyedService<IApiKeyStore>(ApiKeysBuilder.InnerStoreKey) is IApiKeyImportStore
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("AddImport() needs a store that imported keys can be written to and found in: one that is an IApiKeyImportStore, as those of AddInMemoryStore() and AddEntityFrameworkStores() are.");
    }
}
