using Microsoft.Extensions.Options;

namespace ApiKeys.Client.DependencyInjection;

/// <summary>A client has one key.</summary>
internal sealed class ClientPartsValidator : IValidateOptions<ClientParts>
{
    public ValidateOptionsResult Validate(string? name, ClientParts options) =>
        options is { SendsKey: true, Signs: true }
            ? ValidateOptionsResult.Fail($"HttpClient '{name}' has both AddApiKey and AddApiKeySigning: a client sends its key or signs with it.")
            : ValidateOptionsResult.Success;
}
