using System.Security.Claims;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>What the audit trail calls a user.</summary>
internal static class UserName
{
    private const int Longest = 128;
    private const string Unnamed = "user";

    public static string Of(ClaimsPrincipal user)
    {
        var name = user.FindFirst("sub")?.Value ?? user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? user.Identity?.Name;
        name = new string([.. (name ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]).Trim();

        // Nobody gets into the trail under the name of a key or of the service role by calling himself so.
        if (name == ApiKeyDefaults.ServiceRole || name.StartsWith("api_key:", StringComparison.Ordinal))
        {
            name = $"user:{name}";
        }

        return name.Length == 0 ? Unnamed : name[..Math.Min(name.Length, Longest)];
    }
}
