using System.Xml.Linq;

namespace ApiKeys.Repository.Tests.Layers;

internal sealed class LayerTests
{
    private static IEnumerable<string> Projects => LayerTable.Projects.Keys;

    [Test]
    public void Every_project_of_src_is_in_the_tables()
    {
        var projects = Directory.EnumerateDirectories(RepositoryFiles.At("src")).Select(Path.GetFileName).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(LayerTable.Projects.Keys, Is.EquivalentTo(projects));
            Assert.That(LayerTable.References.Keys, Is.EquivalentTo(projects));
        });
    }

    [TestCaseSource(nameof(Projects))]
    public void A_room_mentions_only_types_of_lower_layers(string project) =>
        Assert.That(new LayerCheck(LayerTable.Projects[project], Room.Read(project)).Violations(), Is.Empty);

    [TestCaseSource(nameof(Projects))]
    public void A_file_holds_one_public_type_of_its_name_in_the_namespace_of_its_folder(string project)
    {
        var rootNamespace = ReadProject(project).Descendants("RootNamespace").SingleOrDefault()?.Value ?? project;

        Assert.That(Room.Read(project).SelectMany(room => TypeFileCheck.Violations(rootNamespace, room)), Is.Empty);
    }

    [TestCaseSource(nameof(Projects))]
    public void A_project_refers_only_to_what_the_table_allows(string project)
    {
        var references = ReadProject(project).Descendants()
            .Where(element => element.Name.LocalName is "PackageReference" or "FrameworkReference" or "ProjectReference")
            .Select(element => element.Attribute("Include")!.Value)
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name);

        Assert.That(references, Is.EquivalentTo(LayerTable.References[project]));
    }

    private static XDocument ReadProject(string project) => XDocument.Parse(RepositoryFiles.Read($"src/{project}/{project}.csproj"));
}
