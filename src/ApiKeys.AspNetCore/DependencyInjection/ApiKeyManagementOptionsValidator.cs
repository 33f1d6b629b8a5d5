using ApiKeys.Management;
using ApiKeys.Scopes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>Somebody can manage keys, and every name is one that exists.</summary>
internal sealed class ApiKeyManagementOptionsValidator(IOptions<ApiKeyScopeOptions> scopes, IServiceProviderIsService services) : IValidateOptions<ApiKeyManagementOptions>
{
    private const int SmallestBody = 1024;

    public ValidateOptionsResult Validate(string? name, ApiKeyManagementOptions options)
    {
        List<string> errors = [.. Errors(options)];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(ApiKeyManagementOptions options)
    {
        if (string.IsNullOrEmpty(options.Capability) || !options.RoleCapabilities.Values.Any(capabilities => capabilities.Contains(options.Capability)))
        {
            yield return $"ApiKeyManagementOptions.RoleCapabilities gives no role the capability '{options.Capability}', so no user could manage keys. Add one: RoleCapabilities[\"admin\"] = new HashSet<string> {{ \"{options.Capability}\" }}.";
        }

        if (options.HasTenants && string.IsNullOrEmpty(options.TenantClaimType))
        {
            yield return "ApiKeyManagementOptions.TenantClaimType is empty. Name the claim, or set HasTenants to false.";
        }

        if (options.EditableFields.FirstOrDefault(field => !ApiKeyManagementOptions.AllFields.Contains(field)) is { } unknown)
        {
            yield return $"ApiKeyManagementOptions.EditableFields has '{unknown}', which is none of {string.Join(", ", ApiKeyManagementOptions.AllFields)}.";
        }

        if (!Enum.IsDefined(options.Contract) || !Enum.IsDefined(options.Revoke))
        {
            yield return "ApiKeyManagementOptions.Contract or Revoke has none of the defined values.";
        }

        foreach (var status in Enum.GetValues<ApiKeyStatus>().Where(status => status != ApiKeyStatus.Deleted && !(options.StatusWords.TryGetValue(status, out var word) && word.Length > 0)))
        {
            yield return $"ApiKeyManagementOptions.StatusWords has no word for {status}.";
        }

        if (options.MaxBodyBytes < SmallestBody)
        {
            yield return $"ApiKeyManagementOptions.MaxBodyBytes is at least {SmallestBody}.";
        }

        if (options.MaxImportBodyBytes < SmallestBody)
        {
            yield return $"ApiKeyManagementOptions.MaxImportBodyBytes is at least {SmallestBody}.";
        }

        if (options.AllowImport && !services.IsService(typeof(ApiKeyImporter)))
        {
            yield return "ApiKeyManagementOptions.AllowImport is set, and nothing imports keys. Call AddImport() on what AddApiKeys() returns.";
        }

        if (options.AllowApiKeys && (!ScopeSet.TryCreate([options.KeyScope], out _, out _) || !scopes.Value.Scopes.Knows(options.KeyScope)))
        {
            yield return $"ApiKeyManagementOptions.KeyScope is '{options.KeyScope}', which no key can have. Correct it, or add it with ConfigureScopes().";
        }
    }
}
