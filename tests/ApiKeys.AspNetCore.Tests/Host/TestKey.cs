namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>A key that a test may send.</summary>
internal sealed record TestKey(ApiKeyRecord Record, string Text)
{
    /// <summary>The header line that sends it.</summary>
    public string Bearer => $"Authorization: Bearer {Text}";
}
