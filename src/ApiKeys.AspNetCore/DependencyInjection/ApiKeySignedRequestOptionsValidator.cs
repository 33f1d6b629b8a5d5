using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.DependencyInjection;

/// <summary>Bodies have bounds, and a prefix is the beginning of a path.</summary>
internal sealed class ApiKeySignedRequestOptionsValidator : IValidateOptions<ApiKeySignedRequestOptions>
{
    private const int MostMemory = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, ApiKeySignedRequestOptions options)
    {
        if (options.MaxBodyBytes < 0 || options.BodyMemoryBytes is < 1 or > MostMemory)
        {
            return ValidateOptionsResult.Fail($"ApiKeySignedRequestOptions.MaxBodyBytes is not negative, and BodyMemoryBytes is from 1 to {MostMemory}.");
        }

        if (options.TargetPrefix is not { } prefix || (prefix.Length > 0 && (prefix[0] != '/' || prefix[^1] == '/' || prefix.AsSpan().ContainsAnyExceptInRange('!', '~') || prefix.Contains('?', StringComparison.Ordinal))))
        {
            return ValidateOptionsResult.Fail("ApiKeySignedRequestOptions.TargetPrefix is empty or the beginning of a path, such as '/functions': it begins with a slash, does not end with one, and is escaped as clients sign it.");
        }

        if (Complaint(options.MessageSignatures.RequiredComponents) is { } complaint)
        {
            return ValidateOptionsResult.Fail($"ApiKeySignedRequestOptions.MessageSignatures.RequiredComponents: {complaint}");
        }

        return Enum.IsDefined(options.Target) ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail("ApiKeySignedRequestOptions.Target is not one of ApiKeySignedTarget.");
    }

    // Field names, or what RFC 9421 section 2.2 derives from a request.
    private static string? Complaint(IEnumerable<string> components)
    {
        string[] derived = ["@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query"];
        var wrong = components.FirstOrDefault(name => string.IsNullOrEmpty(name) || (name[0] == '@' ? !derived.Contains(name) : name.Any(c => c is <= ' ' or > '~' or '"' or ',' || char.IsAsciiLetterUpper(c))));
        return wrong is null ? null : $"'{wrong}' is neither a field name in lower case nor one of {string.Join(", ", derived)}.";
    }
}
