using ApiKeys.Format;

namespace ApiKeys.Core.Tests.Format;

[TestFixture]
public class KeyEnvironmentTests
{
    [Test]
    public void C_12_environments_are_a_list_of_names_with_labels()
    {
        using var format = Formats.Of(KeyTemplate.Standard("acme"), Three);
        var key = format.Generate("Staging");
        Assert.That(key.Text, Does.StartWith("acme_stg_"));
        Assert.That(format.TryParse(key.Text, out var parsed), Is.Null);
        Assert.That(parsed.Environment, Is.EqualTo(new KeyEnvironment("Staging", "stg")));
        Assert.That(StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureFormat(Three)), Is.Empty);
    }

    [TestCase("li_ve")]
    [TestCase("li-ve")]
    [TestCase("_")]
    [TestCase("li ve")]
    [TestCase("l\u00EFve")]
    [TestCase("")]
    public void AC_228_label_with_a_separator_is_refused(string label)
    {
        var complaints = WithEnvironments(new KeyEnvironment("Production", label));
        Assert.That(complaints, Has.One.Contains("'Production'").And.One.Contains("letters and digits only"));
    }

    [Test]
    public void Environment_without_a_name_is_refused() =>
        Assert.That(WithEnvironments(new KeyEnvironment("", "live")), Is.Not.Empty);

    [Test]
    public void Two_environments_of_one_name_are_refused() =>
        Assert.That(WithEnvironments(new("live", "live"), new("live", "prod")), Has.One.Contains("the same name or label"));

    [Test]
    public void Two_environments_of_one_label_are_refused() =>
        Assert.That(WithEnvironments(new("live", "live"), new("prod", "live")), Has.One.Contains("the same name or label"));

    [Test]
    public void Template_that_names_an_environment_needs_one() =>
        Assert.That(WithEnvironments(), Has.One.Contains("Environments is empty"));

    [TestCase("ak_{id:12}{secret:36}", "ak_{id:8}{secret:40}", true)]
    [TestCase("ak_{id:12}_{secret:36}", "ak_{id:8}_{secret:40}", false)]
    [TestCase("ak_{id:12}{secret:36}", "bk_{id:8}{secret:40}", false)]
    [TestCase("ak_{id:12}{secret:36}{checksum}", "ak_{id:8}{secret:40}{checksum}", true)]
    [TestCase("ak_{secret:32,32-128}", "ak_{secret:60,32-128}", false)]
    public void AC_228_templates_whose_keys_cannot_be_told_apart_are_refused(string accepted, string issued, bool isAmbiguous)
    {
        var complaints = StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureFormat(format =>
        {
            format.Template = KeyTemplate.Parse(issued);
            format.AcceptedTemplates.Add(KeyTemplate.Parse(accepted));
        }));
        Assert.That(complaints.Any(complaint => complaint.Contains("can be read as keys of another template", StringComparison.Ordinal)), Is.EqualTo(isAmbiguous));
    }

    [Test]
    public void AC_228_environments_whose_keys_cannot_be_told_apart_are_refused() => Assert.That(
        StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureFormat(format =>
        {
            format.Template = KeyTemplate.Parse("sk_{env}{id:8}{secret:32,32-64}");
            format.Environments.Add(new KeyEnvironment("second", "live2"));
        })),
        Has.One.Contains("can be read as keys of another template or environment"));

    [Test]
    public void C_12_template_without_environment_needs_none() =>
        Assert.That(
            StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureFormat(format =>
            {
                format.Template = KeyTemplate.NexusErp;
                format.Environments.Clear();
            })),
            Is.Empty);

    private static void Three(ApiKeyFormatOptions options)
    {
        options.Environments.Clear();
        options.Environments.Add(new KeyEnvironment("Production", "prod"));
        options.Environments.Add(new KeyEnvironment("Staging", "stg"));
        options.Environments.Add(new KeyEnvironment("Development", "dev"));
    }

    private static IReadOnlyList<string> WithEnvironments(params KeyEnvironment[] environments) =>
        StartUp.Complaints(builder => builder.AddInMemoryStore().ConfigureFormat(format =>
        {
            format.Environments.Clear();
            foreach (var environment in environments)
            {
                format.Environments.Add(environment);
            }
        }));
}
