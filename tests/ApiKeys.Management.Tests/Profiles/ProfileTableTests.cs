using ApiKeys.AspNetCore.Profiles;

namespace ApiKeys.Management.Tests.Profiles;

/// <summary>CONTRACT C1 to C18: each profile's value on each point, as docs/profiles.md writes it down.</summary>
internal sealed class ProfileTableTests
{
    private static readonly ApiKeyProfile[] All = [ApiKeyProfiles.Default, ApiKeyProfiles.SalesOs, ApiKeyProfiles.SalesOsSigned, ApiKeyProfiles.NexusErp, ApiKeyProfiles.GetKeyManager];

    public static IEnumerable<TestCaseData> Cells() =>
        from row in ProfileTable.Read()
        from profile in All
        let name = $"{(row.Row.Length == 0 ? "More" : $"C_{row.Row[1..].PadLeft(2, '0')}")}_{row.Option}_is_what_the_table_says_for_{profile.Name}"
        select new TestCaseData(profile, row.Option, row.Values[Array.IndexOf(ProfileTable.Columns, profile.Name)]).SetName(name);

    [TestCaseSource(nameof(Cells))]
    public void The_table_is_true(ApiKeyProfile profile, string option, string value)
    {
        using var app = Build(profile);
        Assert.That(ProfileTable.ValueOf(app.Services, option), Is.EqualTo(value == "the host's own" ? app.Environment.EnvironmentName : value));
    }

    [Test]
    public void The_table_has_every_point_of_the_contract() =>
        Assert.That(ProfileTable.Read().Select(row => row.Row).Where(row => row.Length > 0).Distinct(), Is.EqualTo(Enumerable.Range(1, 18).Select(number => $"C{number}")));

    [Test]
    public void What_the_host_says_outweighs_the_profile_before_it_and_after_it()
    {
        using var app = Build(ApiKeyProfiles.SalesOs, keys => keys.ConfigurePolicy(policy => policy.Deletion = DeletionPolicy.Off), keys => keys.ConfigureResponses(r => r.Contract = ApiKeyErrorContract.Flat));
        Assert.That(ProfileTable.ValueOf(app.Services, "ApiKeyPolicyOptions.Deletion"), Is.EqualTo("Off"));
        Assert.That(ProfileTable.ValueOf(app.Services, "ApiKeyResponseOptions.Contract"), Is.EqualTo("Flat"));
        Assert.That(ProfileTable.ValueOf(app.Services, "ApiKeysOptions.Environment"), Is.EqualTo("live"));
    }

    [Test]
    public async Task N_08_management_is_not_mapped_until_the_host_has_added_its_gate()
    {
        await using var app = Build(ApiKeyProfiles.NexusErp);
        Assert.That(() => app.MapApiKeyManagement("/keys"), Throws.InvalidOperationException.With.Message.Contains("IFeatureGate"));
        await using var gated = Build(ApiKeyProfiles.NexusErp, ProfileHost.AddGate);
        Assert.That(() => gated.MapApiKeyManagement("/keys"), Throws.Nothing);
    }

    [Test]
    public async Task S_35_in_the_signed_profile_keys_are_not_managed_over_http()
    {
        await using var app = Build(ApiKeyProfiles.SalesOsSigned);
        Assert.That(() => app.MapApiKeyManagement("/keys"), Throws.InvalidOperationException.With.Message.Contains("not managed over HTTP"));
        await using var other = Build(ApiKeyProfiles.SalesOsSigned, keys => keys.ConfigureManagement(options => options.Contract = ApiKeyManagementContract.Standard));
        Assert.That(() => other.MapApiKeyManagement("/keys"), Throws.Nothing, "the host's word outweighs");
    }

    [Test]
    public async Task G_01_an_environment_that_the_system_does_not_know_stops_the_start()
    {
        await using var app = Build(ApiKeyProfiles.GetKeyManager, environment: "Qa");
        Assert.That(async () => await app.StartAsync(), Throws.Exception.With.Message.Contains("Production, Staging, Development"));
    }

    [Test]
    public void C_18_no_profile_maps_anything_by_itself()
    {
        foreach (var profile in All)
        {
            using var app = Build(profile);
            Assert.That(((IEndpointRouteBuilder)app).DataSources, Is.Empty, profile.Name);
        }
    }

    private static WebApplication Build(ApiKeyProfile profile, Action<DependencyInjection.ApiKeysBuilder>? before = null, Action<DependencyInjection.ApiKeysBuilder>? after = null, string environment = "Staging")
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var keys = builder.Services.AddApiKeys().AddInMemoryStore();
        before?.Invoke(keys);
        keys.UseProfile(profile);
        after?.Invoke(keys);
        builder.Services.AddAuthentication().AddApiKey();
        builder.Services.AddAuthorization();
        return builder.Build();
    }
}
