namespace ApiKeys.Client.DependencyInjection;

/// <summary>What the validators have to say of a key. The key itself is in no message.</summary>
internal static class KeyText
{
    /// <summary>What is wrong with a key; <see langword="null"/>: nothing.</summary>
    public static string? ErrorOf(string? client, string what, string? value, string property, string? variable)
    {
        if (string.IsNullOrEmpty(value))
        {
            return variable is null
                ? $"HttpClient '{client}' has no {what}: set {property}, or name an environment variable that holds it."
                : $"HttpClient '{client}' has no {what}: the environment variable '{variable}' is not set or is empty.";
        }

        return value.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? $"The {what} of HttpClient '{client}' has characters other than visible ASCII; perhaps a space or a line break came along."
            : null;
    }

    /// <summary>What is wrong with an origin; <see langword="null"/>: nothing.</summary>
    public static string? ErrorOf(string? client, Uri? origin) =>
        origin is null || (origin.IsAbsoluteUri && (origin.Scheme == Uri.UriSchemeHttps || origin.Scheme == Uri.UriSchemeHttp))
            ? null
            : $"The Origin of HttpClient '{client}' is no absolute http or https address.";
}
