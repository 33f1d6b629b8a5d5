namespace ApiKeys.AspNetCore.Responses;

/// <summary>A request feature: the refusal that a scheme has decided on, until the body is written.</summary>
internal sealed class PendingRefusal(ApiKeyRefusal refusal)
{
    public ApiKeyRefusal Refusal { get; } = refusal;
}
