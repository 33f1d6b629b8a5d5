using System.IO.Compression;
using System.Xml.Linq;
using ApiKeys.Repository.Tests.Running;

namespace ApiKeys.Repository.Tests.Packages;

/// <summary>The packages of the library, made into a folder from what was built together with these tests.</summary>
internal sealed class PackageSet(string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<string> Projects { get; } = ["ApiKeys.Core", "ApiKeys.AspNetCore", "ApiKeys.Client", "ApiKeys.Stores.Conformance", "ApiKeys.Stores.EfCore", "ApiKeys.Testing"];

    public string Folder => folder;

    public string Version => Path.GetFileNameWithoutExtension(FileOf("ApiKeys.Core"))["ApiKeys.Core.".Length..];

    public async Task PackAsync()
    {
        foreach (var project in Projects)
        {
            await using var pack = ChildProcess.Start(RepositoryFiles.Root, ChildProcess.DotNet, "pack", $"src/{project}", "--no-build", "--configuration", RepositoryFiles.Configuration, "--output", folder);
            await pack.CompleteAsync(Limit);
        }
    }

    public IReadOnlyList<string> FilesIn(string project)
    {
        using var package = ZipFile.OpenRead(FileOf(project));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    public IReadOnlyList<string> DependenciesOf(string project)
    {
        using var package = ZipFile.OpenRead(FileOf(project));
        using var manifest = package.Entries.Single(entry => entry.FullName == $"{project}.nuspec").Open();
        return [.. XDocument.Load(manifest).Descendants()
            .Where(element => element.Name.LocalName is "dependency" or "frameworkReference")
            .Select(element => (element.Attribute("id") ?? element.Attribute("name")!).Value)];
    }

    private string FileOf(string project) => Directory.EnumerateFiles(folder, $"{project}.*.nupkg").Single();
}
