using Microsoft.AspNetCore.Authentication;

namespace ApiKeys.Benchmarks.Http;

/// <summary>The one key of a recipe.</summary>
internal sealed class RecipeOptions : AuthenticationSchemeOptions
{
    /// <summary>The key, for the recipe that compares texts.</summary>
    public string? Plain { get; set; }

    /// <summary>Its SHA-256 in hexadecimal, for the one that hashes.</summary>
    public string? Sha256 { get; set; }
}
