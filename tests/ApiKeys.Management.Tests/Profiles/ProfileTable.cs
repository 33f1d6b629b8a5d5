using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Format;
using ApiKeys.Hashing;
using ApiKeys.Scopes;
using Microsoft.Extensions.Options;

namespace ApiKeys.Management.Tests.Profiles;

/// <summary>The table of docs/profiles.md, and what a host's options say in its words.</summary>
internal static partial class ProfileTable
{
    public static readonly string[] Columns = ["Default", "SalesOs", "SalesOsSigned", "NexusErp", "GetKeyManager"];

    public static IReadOnlyList<(string Row, string Option, string[] Values)> Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ApiKeys.sln")))
        {
            folder = folder.Parent!;
        }

        return
        [
            .. File.ReadLines(Path.Combine(folder.FullName, "docs", "profiles.md"))
                .Where(line => line.StartsWith("| C", StringComparison.Ordinal) || line.StartsWith("| |", StringComparison.Ordinal))
                .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray())
                .Where(cells => cells[1].StartsWith('`'))
                .Select(cells => (cells[0], cells[1].Trim('`'), cells[2..])),
        ];
    }

    /// <summary>The value of an option such as <c>ApiKeyPolicyOptions.Temporary.Name</c> in a host.</summary>
    public static string ValueOf(IServiceProvider services, string option)
    {
        var parts = option.Split('.');
        object? value = OptionsOf(services, parts[0]);
        foreach (var part in parts[1..])
        {
            var name = Indexed().Match(part);
            value = value!.GetType().GetProperty(name.Groups["name"].Value)!.GetValue(value);
            value = name.Groups["index"].Success ? ((IDictionary)value!)[Enum.Parse<ApiKeyStatus>(name.Groups["index"].Value)] : value;
        }

        return Text(value);
    }

    private static object OptionsOf(IServiceProvider services, string name) => name switch
    {
        nameof(ApiKeysOptions) => services.GetRequiredService<IOptions<ApiKeysOptions>>().Value,
        nameof(ApiKeyFormatOptions) => services.GetRequiredService<IOptions<ApiKeyFormatOptions>>().Value,
        nameof(ApiKeyHashingOptions) => services.GetRequiredService<IOptions<ApiKeyHashingOptions>>().Value,
        nameof(ApiKeyPolicyOptions) => services.GetRequiredService<IOptions<ApiKeyPolicyOptions>>().Value,
        nameof(ApiKeyScopeOptions) => services.GetRequiredService<IOptions<ApiKeyScopeOptions>>().Value,
        nameof(ApiKeyManagementOptions) => services.GetRequiredService<IOptions<ApiKeyManagementOptions>>().Value,
        nameof(ApiKeySignedRequestOptions) => services.GetRequiredService<IOptions<ApiKeySignedRequestOptions>>().Value,
        nameof(ApiKeyResponseOptions) => services.GetRequiredService<IOptions<ApiKeyResponseOptions>>().Value,
        nameof(ApiKeyAuthenticationOptions) => services.GetRequiredService<IOptionsMonitor<ApiKeyAuthenticationOptions>>().Get(ApiKeyDefaults.AuthenticationScheme),
        _ => throw new ArgumentException($"The table names {name}, which is no bundle of options."),
    };

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        bool flag => flag ? "yes" : "no",
        TimeSpan time => time.TotalDays >= 1 ? $"{time.TotalDays} days" : $"{time.TotalHours} hour",
        RateLimit limit => $"{limit.Permits} in {Text(limit.Window)}",
        KeyEnvironment environment => environment.Name,
        KeyTemplate template => template.ToString(),
        KeyValuePair<string, string> entry => entry.Key,
        KeyValuePair<string, ISet<string>> entry => entry.Key,
        IEnumerable all => List(all.Cast<object>().ToList()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    // Environments are in the order of the pages; everything else is a set.
    private static string List(List<object> all) =>
        all.Count == 0 ? "none" : string.Join(", ", all[0] is KeyEnvironment ? all.Select(Text) : all.Select(Text).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^(?<name>\w+)(\[(?<index>\w+)\])?$")]
    private static partial Regex Indexed();
}
