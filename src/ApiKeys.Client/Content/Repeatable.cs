using System.Net.Http.Json;

namespace ApiKeys.Client.Content;

/// <summary>Which contents can be written more than once.</summary>
/// <remarks>Goes by exact types: what a derived class writes, or how often it can, only its author knows.</remarks>
internal static class Repeatable
{
    /// <summary>Whether the content can be sent again.</summary>
    public static bool CanBeSentAgain(HttpContent? content) => content switch
    {
        null => true,
        _ when IsMultipart(content) => ((MultipartContent)content).All(CanBeSentAgain),
        _ => content is JsonContent || HasFixedBytes(content),
    };

    /// <summary>Whether the content writes the same bytes each time. JSON does not: its object may have changed in between.</summary>
    public static bool HasFixedBytes(HttpContent content)
    {
        var type = content.GetType();
        if (type == typeof(ByteArrayContent) || type == typeof(StringContent) || type == typeof(FormUrlEncodedContent) || type == typeof(ReadOnlyMemoryContent))
        {
            return true;
        }

        return IsMultipart(content) ? ((MultipartContent)content).All(HasFixedBytes) : type == typeof(StreamContent) && CanSeek(content);
    }

    private static bool IsMultipart(HttpContent content) => content.GetType() == typeof(MultipartContent) || content.GetType() == typeof(MultipartFormDataContent);

    // StreamContent shows its stream in no other way. It goes back to where the stream stood each time that it is written.
    private static bool CanSeek(HttpContent content) => content.ReadAsStream().CanSeek;
}
