using System.Text.Json;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>What a snippet said and how it ended.</summary>
internal sealed record SnippetRun(int ExitCode, string Output, string Errors)
{
    /// <summary>What the endpoint saw.</summary>
    public JsonElement Seen => JsonDocument.Parse(Output).RootElement;
}
