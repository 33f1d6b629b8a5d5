namespace ApiKeys.Repository.Tests.Layers;

/// <summary>The rooms of every project, lowest layer first. A room may use the layers below its own, and no other room of its own layer.</summary>
/// <remarks>"" is the project's root. A new folder gets its place here before it gets a file; docs/architecture.md says what each room is for.</remarks>
internal static class LayerTable
{
    public static IReadOnlyDictionary<string, string[][]> Projects { get; } = new Dictionary<string, string[][]>
    {
        ["ApiKeys.Core"] =
        [
            ["", "Hashing/Argon2", "Hashing/Bcrypt"],
            ["Diagnostics", "Format", "Hashing", "Scopes", "Stores"],
            ["Signing/HttpMessages"],
            ["Caching", "Events", "Logs", "RateLimiting", "Signing", "Usage", "Verification/Checks"],
            ["Management", "Memory", "Verification"],
            ["DependencyInjection"],
        ],
        ["ApiKeys.AspNetCore"] =
        [
            [""],
            ["Diagnostics", "Requests", "Responses"],
            ["Authentication"],
            ["Admission", "Callers"],
            ["Authorization", "Endpoints/Wire"],
            ["Endpoints"],
            ["Endpoints/SalesOs", "Hosting"],
            ["DependencyInjection"],
            ["Profiles"],
        ],
        ["ApiKeys.Client"] =
        [
            [""],
            ["Content", "Signing"],
            ["Sending"],
            ["DependencyInjection"],
        ],
        ["ApiKeys.Stores.Conformance"] =
        [
            [""],
        ],
        ["ApiKeys.Stores.EfCore"] =
        [
            [""],
            ["Entities", "Migrations"],
            ["Mapping"],
            ["Contexts"],
            ["Stores"],
            ["DependencyInjection"],
        ],
        ["ApiKeys.Testing"] =
        [
            [""],
        ],
    };

    /// <summary>What each project may refer to: other projects of src/, packages, shared frameworks.</summary>
    public static IReadOnlyDictionary<string, string[]> References { get; } = new Dictionary<string, string[]>
    {
        ["ApiKeys.Core"] =
        [
            "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options",
        ],
        ["ApiKeys.AspNetCore"] = ["ApiKeys.Core", "Microsoft.AspNetCore.App"],
        ["ApiKeys.Client"] = ["ApiKeys.Core", "Microsoft.Extensions.Http"],
        ["ApiKeys.Stores.Conformance"] = ["ApiKeys.Core", "NUnit"],
        ["ApiKeys.Stores.EfCore"] = ["ApiKeys.Core", "Microsoft.EntityFrameworkCore.Relational"],
        ["ApiKeys.Testing"] = ["ApiKeys.Core", "Microsoft.AspNetCore.App", "Microsoft.AspNetCore.Mvc.Testing"],
    };

    /// <summary>The layer of a room, counted from 0; <see langword="null"/> for a room that the table does not name.</summary>
    public static int? LayerOf(string[][] layers, string folder)
    {
        var layer = Array.FindIndex(layers, folders => folders.Contains(folder));
        return layer < 0 ? null : layer;
    }
}
