using System.Text;

namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>SignalR's JSON protocol over long polling, by hand: handshake, one invocation, one poll for its answer.</summary>
internal static class HubClient
{
    public static async Task<string> InvokeAsync(Uri host, string key, string method)
    {
        using var client = new HttpClient { BaseAddress = host };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        var negotiated = await (await client.PostAsync("/hub/negotiate?negotiateVersion=1", null)).Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        var url = $"/hub?id={negotiated.GetProperty("connectionToken").GetString()}";
        await client.GetAsync(url);
        await client.PostAsync(url, Message("{\"protocol\":\"json\",\"version\":1}"));
        await client.PostAsync(url, Message($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":[]}"""));
        var answer = "";
        for (var polls = 0; polls < 5 && !answer.Contains("\"type\":3", StringComparison.Ordinal); polls++)
        {
            answer += await client.GetStringAsync(url);
        }

        return answer;
    }

    private static StringContent Message(string json) => new(json + '\u001e', Encoding.UTF8, "text/plain");
}
