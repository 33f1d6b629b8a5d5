using ApiKeys.Format;
using Microsoft.Extensions.Options;

namespace ApiKeys.Core.Tests.Format;

/// <summary>Formats and texts that several fixtures look at.</summary>
internal static class Formats
{
    public static IEnumerable<TestCaseData> All =>
    [
        new TestCaseData(KeyTemplate.Standard("acme")).SetArgDisplayNames("Standard"),
        new TestCaseData(KeyTemplate.SalesOs).SetArgDisplayNames("SalesOs"),
        new TestCaseData(KeyTemplate.SalesOsLong).SetArgDisplayNames("SalesOsLong"),
        new TestCaseData(KeyTemplate.NexusErp).SetArgDisplayNames("NexusErp"),
        new TestCaseData(KeyTemplate.Plain("acme")).SetArgDisplayNames("Plain"),
    ];

    public static ApiKeyFormat Of(KeyTemplate template, Action<ApiKeyFormatOptions>? configure = null)
    {
        var options = new ApiKeyFormatOptions { Template = template };
        configure?.Invoke(options);
        return new ApiKeyFormat(Options.Create(options));
    }

    public static ApiKeyFailureReason? Parse(this ApiKeyFormat format, string text) => format.TryParse(text, out _);

    public static string LookupIdOf(this ApiKeyFormat format, string text)
    {
        Assert.That(format.TryParse(text, out var parsed), Is.Null);
        return format.GetLookupId(parsed);
    }
}
