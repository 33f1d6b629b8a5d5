namespace ApiKeys.Caching;

/// <summary>A record as it is remembered under one of its lookup ids.</summary>
internal sealed class RecalledRecord(ApiKeyRecord record)
{
    public ApiKeyRecord Record { get; } = record;

    /// <summary>What whoever recalls it has made of it, so that it is made once and not for each request.</summary>
    public object? Companion { get; set; }
}
