using ApiKeys.Repository.Tests.Sources;

namespace ApiKeys.Repository.Tests.Layers;

/// <summary>A folder of a project, "" for its root, and the files that stand directly in it.</summary>
internal sealed record Room(string Folder, IReadOnlyList<SourceText> Files)
{
    /// <summary>Sorts the files of a project into its rooms.</summary>
    public static IReadOnlyList<Room> Of(string project, IEnumerable<SourceText> files) =>
        [.. files.GroupBy(file => FolderOf(project, file)).Select(group => new Room(group.Key, [.. group]))];

    public static IReadOnlyList<Room> Read(string project) =>
        Of(project, RepositoryFiles.CSharpBelow($"src/{project}").Select(SourceText.Read));

    public override string ToString() => Folder.Length == 0 ? "the root" : Folder + "/";

    private static string FolderOf(string project, SourceText file)
    {
        var start = $"src/{project}/".Length;
        var end = file.Path.LastIndexOf('/');
        return end < start ? "" : file.Path[start..end];
    }
}
