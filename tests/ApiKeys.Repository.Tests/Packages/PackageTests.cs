using System.Net;
using System.Net.Http.Headers;
using ApiKeys.Repository.Tests.Layers;

namespace ApiKeys.Repository.Tests.Packages;

internal sealed class PackageTests
{
    private DirectoryInfo _folder = null!;
    private PackageSet _packages = null!;

    private static IEnumerable<string> Projects => PackageSet.Projects;

    [OneTimeSetUp]
    public async Task Make_the_packages()
    {
        _folder = Directory.CreateTempSubdirectory("apikeys-packages-");
        _packages = new PackageSet(_folder.CreateSubdirectory("packages").FullName);
        await _packages.PackAsync();
    }

    [OneTimeTearDown]
    public void Delete_the_packages() => _folder.Delete(recursive: true);

    [TestCaseSource(nameof(Projects))]
    public void A_package_brings_its_readme_and_its_documentation(string project) =>
        Assert.That(_packages.FilesIn(project), Is.SupersetOf(["README.md", $"lib/net10.0/{project}.dll", $"lib/net10.0/{project}.xml"]));

    [TestCaseSource(nameof(Projects))]
    public void A_package_depends_on_what_its_project_may_refer_to_and_on_nothing_else(string project) =>
        Assert.That(_packages.DependenciesOf(project), Is.EquivalentTo(LayerTable.References[project]));

    [Test]
    public async Task A_fresh_application_needs_only_our_packages_and_three_lines()
    {
        var fresh = new FreshApp(_folder.CreateSubdirectory("app").FullName);
        fresh.Write(_packages);
        await fresh.BuildAsync();
        Assert.That(fresh.RestoredPackages(), Is.EqualTo(["apikeys.aspnetcore", "apikeys.core"]));

        await using var app = await fresh.StartAsync();
        var lines = app.Output.Split('\n');
        var url = new Uri(lines.Single(line => line.StartsWith("url ", StringComparison.Ordinal))[4..]);
        var key = lines.Single(line => line.StartsWith("key ", StringComparison.Ordinal))[4..];
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false });
        using var without = await client.GetAsync(url);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var with = await client.GetAsync(url);

        Assert.Multiple(() =>
        {
            Assert.That(without.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(with.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        });
    }
}
