namespace ApiKeys.Management;

/// <summary>One thing that is wrong with a management call.</summary>
/// <param name="Code">What kind of thing.</param>
/// <param name="Member">The member of the request that is wrong; <see langword="null"/> where it is none.</param>
/// <param name="Message">What is wrong, in words for the person who asked.</param>
public sealed record ApiKeyError(ApiKeyErrorCode Code, string? Member, string Message);
