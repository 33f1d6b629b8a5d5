using System.Text;
using ApiKeys.Stores;

namespace ApiKeys.Logs;

/// <summary>A row as every store can keep it. Methods, names and what a host calls a request come from outside: one text too long would hold up all that wait behind it.</summary>
internal static class StoredForm
{
    private const int LongestId = 128;
    private const int LongestTenant = 256;
    private const int LongestName = 200;
    private const int LongestActor = 256;
    private const int LongestMethod = 32;
    private const int LongestRoute = 512;
    private const char Replacement = '\uFFFD';

    public static ApiKeyRequestEntry Of(ApiKeyRequestEntry entry, DateTimeOffset now) => entry with
    {
        Id = Guid.CreateVersion7(now).ToString(),
        At = entry.At.ToUniversalTime(),
        LastAt = entry.LastAt.ToUniversalTime(),
        TenantId = Clean(entry.TenantId, LongestTenant),
        KeyId = Clean(entry.KeyId, LongestId),
        KeyName = Clean(entry.KeyName, LongestName),
        Actor = Clean(entry.Actor, LongestActor),
        Method = Clean(entry.Method, LongestMethod),
        Route = Clean(entry.Route, LongestRoute),
        RequestId = Clean(entry.RequestId, LongestId),
        Address = entry.Address is { } address ? IpValue.Of(address).ToAddress() : null,
    };

    private static string? Clean(string? text, int longest)
    {
        if (text is null || (text.Length <= longest && !text.Any(unit => char.IsControl(unit) || char.IsSurrogate(unit))))
        {
            return text;
        }

        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > longest)
            {
                break;
            }

            clean.Append(Rune.IsControl(rune) ? Replacement.ToString() : rune.ToString());
        }

        return clean.ToString();
    }
}
