using ApiKeys.Repository.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ApiKeys.Repository.Tests.Layers;

/// <summary>One public type a file, file = type, namespace = folder.</summary>
internal static class TypeFileCheck
{
    // Where hosts look for what they call on their services, endpoints and requests: their usual namespaces, not ours.
    private static readonly string[] ExtensionNamespaces =
        ["Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.DependencyInjection"];

    public static IEnumerable<string> Violations(string rootNamespace, Room room) => room.Files.SelectMany(file => Violations(rootNamespace, room, file));

    private static IEnumerable<string> Violations(string rootNamespace, Room room, SourceText file)
    {
        var names = file.Types.Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(SourceText.NameOf).ToList();
        if (names.Count > 1)
        {
            yield return $"{file.Path} declares several public types: {string.Join(", ", names)}.";
        }

        if (names.Count == 0)
        {
            names = [.. file.Types.Select(SourceText.NameOf)];
        }

        if (names.Count > 0 && !names.Contains(Path.GetFileNameWithoutExtension(file.FileName)))
        {
            yield return $"{file.Path} declares {string.Join(", ", names)}: file and type have one name.";
        }

        var expected = room.Folder.Length == 0 ? rootNamespace : $"{rootNamespace}.{room.Folder.Replace('/', '.')}";
        if (file.Types.Count > 0 && file.Namespace != expected && !IsExtension(room, file))
        {
            yield return $"{file.Path} has the namespace {file.Namespace}; its folder asks for {expected}.";
        }
    }

    private static bool IsExtension(Room room, SourceText file) =>
        room.Folder is "DependencyInjection"
        && ExtensionNamespaces.Contains(file.Namespace)
        && file.Types.All(type => type.Modifiers.Any(SyntaxKind.StaticKeyword) && SourceText.NameOf(type).EndsWith("Extensions", StringComparison.Ordinal));
}
