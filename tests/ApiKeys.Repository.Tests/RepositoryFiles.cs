namespace ApiKeys.Repository.Tests;

/// <summary>The checked-out repository that these tests were built from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder of ApiKeys.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that the tests were built in, as MSBuild spells it: the last folder of artifacts/bin/project/configuration.</summary>
    public static string Configuration { get; } =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)) == "release" ? "Release" : "Debug";

    public static string At(string path) => Path.Combine(Root, path);

    public static string Output(string project, string file) =>
        Path.Combine(Root, "artifacts", "bin", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), file);

    public static string Read(string path) => File.ReadAllText(At(path));

    /// <summary>The C# files below a folder, as paths from the root with forward slashes, in order.</summary>
    public static IReadOnlyList<string> CSharpBelow(string folder) =>
        [.. Directory.EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ApiKeys.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no ApiKeys.sln above {AppContext.BaseDirectory}.");
    }
}
