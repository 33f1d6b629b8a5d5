using System.Diagnostics.CodeAnalysis;
using ApiKeys.AspNetCore.Responses;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>Who asks, or why they may not.</summary>
internal readonly record struct CallerResult(ManagementCaller? Caller, ApiKeyRefusal? Refusal)
{
    [MemberNotNullWhen(true, nameof(Caller))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Caller is not null;

    public static CallerResult Of(ManagementCaller caller) => new(caller, null);

    public static CallerResult Refused(ApiKeyRefusal refusal) => new(null, refusal);
}
