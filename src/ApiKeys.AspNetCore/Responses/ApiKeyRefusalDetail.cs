namespace ApiKeys.AspNetCore.Responses;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">Where: the name of a member, a query parameter or a header as the caller writes it.</param>
/// <param name="Message">What, in a sentence for people.</param>
public sealed record ApiKeyRefusalDetail(string Field, string Message);
