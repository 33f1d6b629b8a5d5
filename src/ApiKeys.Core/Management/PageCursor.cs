using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ApiKeys.Stores;

namespace ApiKeys.Management;

/// <summary>A place in the list as an opaque text. It holds nothing secret, and a text that is none is refused.</summary>
internal static class PageCursor
{
    private const int LongestCursor = 512;

    public static string Write(ApiKeyPosition position) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.CreatedAt.UtcTicks}.{position.Id}")));

    public static ApiKeyPosition? Read(string cursor)
    {
        if (cursor.Length > LongestCursor || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new ApiKeyPosition(new DateTimeOffset(ticks, TimeSpan.Zero), text[(dot + 1)..])
            : null;
    }
}
