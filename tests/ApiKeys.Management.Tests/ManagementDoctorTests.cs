
namespace ApiKeys.Management.Tests;

/// <summary>What start finds in the management endpoints, before a request does.</summary>
internal sealed class ManagementDoctorTests
{
    [Test]
    public void Endpoints_that_nobody_protects_stop_the_start() => Assert.That(
        () => ApiKeyHost.StartAsync(pipeline: app => app.MapApiKeyManagement("/keys")),
        Throws.InvalidOperationException.With.Message.Contains("MapApiKeyManagement(\"/keys\").RequireAuthorization(\"KeyAdmins\")").And.Message.Contains("POST /keys/{id}/revoke"));

    [Test]
    public void Anonymous_endpoints_stop_the_start_and_every_mistake_is_told()
    {
        var exception = Assert.ThrowsAsync<InvalidOperationException>(() => ApiKeyHost.StartAsync(pipeline: app =>
        {
            app.MapApiKeyManagement("/one");
            app.MapGroup("/in").AllowAnonymous().MapApiKeyManagement("/two").RequireAuthorization();
        }));
        Assert.That(exception!.Message, Does.Contain("/one").And.Contain("remove AllowAnonymous()"));
    }

    [Test]
    public async Task A_protected_group_around_them_is_enough()
    {
        await using var host = await ApiKeyHost.StartAsync(pipeline: app => app.MapGroup("/in").RequireAuthorization().MapApiKeyManagement("/keys"));
        Assert.That((await host.GetAsync("/in/keys")).Status, Is.EqualTo(401));
    }

    [TestCase("api_keys.write", "gives no role the capability 'api_keys.write'")]
    public void Options_that_cannot_work_stop_the_start(string capability, string message) => Assert.That(
        () => ApiKeyHost.StartAsync(keys: keys => keys.ConfigureManagement(options =>
        {
            options.Capability = capability;
            options.EditableFields.Add("key_hash");
            options.MaxBodyBytes = 5;
        })),
        Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains(message).And.Message.Contains("'key_hash'").And.Message.Contains("MaxBodyBytes"));

    [TestCase(null, "has no key")]
    [TestCase("secret-service-key", "KeyHashes[0] is no SHA-256")]
    public void A_service_role_without_a_hash_stops_the_start_and_is_not_repeated(string? hash, string message)
    {
        var exception = Assert.CatchAsync<Exception>(() => ApiKeyHost.StartAsync(services: builder => builder.Services.AddAuthentication().AddApiKeyServiceRole(options =>
        {
            if (hash is not null)
            {
                options.KeyHashes.Add(hash);
            }
        })));
        Assert.That(exception!.Message, Does.Contain(message).And.Not.Contain("secret-service-key"));
    }
}
