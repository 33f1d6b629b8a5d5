using System.Security.Claims;
using ApiKeys.AspNetCore.Tests.Host;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Requests with one key share a principal, and none of them can change it for another; where a host has a say in principals, each request has its own.</summary>
internal sealed class SharedPrincipalTests
{
    [TestCase("add-claim")]
    [TestCase("add-claims")]
    [TestCase("remove-claim")]
    [TestCase("try-remove-claim")]
    [TestCase("add-identity")]
    [TestCase("add-identities")]
    [TestCase("properties")]
    [TestCase("list of claims")]
    [TestCase("list of identities")]
    public async Task AC_090_a_shared_principal_refuses_to_be_changed_and_says_what_to_do(string change)
    {
        await using var host = await StartAsync();
        var key = await host.IssueAsync();
        var before = (await host.GetAsync("/claims", key.Bearer)).Body;
        Assert.That((await host.GetAsync($"/change/{Uri.EscapeDataString(change)}", key.Bearer)).Body, Does.Contain(change is "properties" or "list of claims" or "list of identities" ? "NotSupportedException" : "OnVerified"));
        Assert.That((await host.GetAsync("/claims", key.Bearer)).Body, Is.EqualTo(before));
    }

    [Test]
    public async Task A_principal_refuses_changes_from_the_first_request_on()
    {
        await using var host = await StartAsync();
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/change/add-identity", key.Bearer)).Body, Does.Contain("OnVerified"), "read from the store");
        Assert.That((await host.GetAsync("/change/add-identity", key.Bearer)).Body, Does.Contain("OnVerified"), "remembered");
    }

    [Test]
    public async Task AC_090_a_clone_of_a_shared_principal_is_the_requests_own()
    {
        await using var host = await StartAsync();
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/clone", key.Bearer)).Body, Is.EqualTo($"own=1 {key.Record.Id}"));
        Assert.That((await host.GetAsync("/claims", key.Bearer)).Body, Does.Not.Contain("own=1"));
    }

    [Test]
    public async Task A_copy_of_a_shared_identity_has_its_claims()
    {
        await using var host = await StartAsync();
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/copy", key.Bearer)).Body, Is.EqualTo((await host.GetAsync("/claims", key.Bearer)).Body));
    }

    [Test]
    public async Task A_changed_key_has_other_claims_at_once()
    {
        await using var host = await StartAsync();
        var key = await host.IssueAsync();
        Assert.That((await host.GetAsync("/claims", key.Bearer)).Body, Does.Contain("scope=leads:read"));
        await host.ChangeAsync(key, record => record with { Scopes = ScopeSet.Of("leads:write") });
        Assert.That((await host.GetAsync("/claims", key.Bearer)).Body, Does.Contain("scope=leads:write").And.Not.Contain("leads:read"));
    }

    [TestCase("nothing", true)]
    [TestCase("option", false)]
    [TestCase("event", false)]
    [TestCase("events type", false)]
    [TestCase("transformation", false)]
    public async Task Requests_share_a_principal_only_where_the_host_has_no_say_in_it(string say, bool isShared)
    {
        var seen = new List<ClaimsPrincipal>();
        await using var host = await ApiKeyHost.StartAsync(
            scheme: options =>
            {
                options.SharePrincipals = say != "option";
                options.EventsType = say == "events type" ? typeof(OwnEvents) : null;
                options.Events.OnVerified = say == "event" ? _ => Task.CompletedTask : options.Events.OnVerified;
            },
            services: builder =>
            {
                builder.Services.AddScoped<OwnEvents>();
                if (say == "transformation")
                {
                    builder.Services.AddTransient<IClaimsTransformation, Unchanged>();
                }
            },
            pipeline: app => app.MapGet("/see", (HttpContext context) => seen.Add(context.User)).RequireAuthorization());
        var key = await host.IssueAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.That((await host.GetAsync("/see", key.Bearer)).Status, Is.EqualTo(200));
        }

        // The first request finds the key in the store, the others in the cache.
        Assert.That(ReferenceEquals(seen[1], seen[2]), Is.EqualTo(isShared));
    }

    [Test]
    public async Task Two_schemes_with_one_key_name_themselves()
    {
        await using var host = await ApiKeyHost.StartAsync(
            services: builder => builder.Services.AddAuthentication("ApiKey").AddApiKey("Header", options => options.Transports = ApiKeyTransports.Header),
            pipeline: app => app.MapGet("/scheme/{name}", async (string name, HttpContext context) => (await context.AuthenticateAsync(name)).Ticket?.AuthenticationScheme ?? "none"));
        var key = await host.IssueAsync();
        for (var i = 0; i < 2; i++)
        {
            Assert.That((await host.GetAsync("/scheme/ApiKey", key.Bearer)).Body, Is.EqualTo("ApiKey"));
            Assert.That((await host.GetAsync("/scheme/Header", $"X-API-Key: {key.Text}")).Body, Is.EqualTo("Header"));
        }
    }

    private static Task<ApiKeyHost> StartAsync() => ApiKeyHost.StartAsync(pipeline: app =>
    {
        app.MapGet("/claims", (HttpContext context) => Claims(context.User)).RequireAuthorization();
        app.MapGet("/copy", (HttpContext context) => Claims(new ClaimsPrincipal(new ClaimsIdentity(context.User.Identity)))).RequireAuthorization();
        app.MapGet("/clone", (HttpContext context) =>
        {
            context.User = context.User.Clone();
            ((ClaimsIdentity)context.User.Identity!).AddClaim(new Claim("own", "1"));
            return $"own={context.User.FindFirst("own")?.Value} {context.GetApiKeyId()}";
        }).RequireAuthorization();
        app.MapGet("/change/{how}", async (string how, HttpContext context) =>
        {
            try
            {
                await ChangeAsync(how, context);
                return "changed";
            }
            catch (Exception exception)
            {
                return $"{exception.GetType()} {exception.Message}";
            }
        }).RequireAuthorization();
    });

    private static string Claims(ClaimsPrincipal user) => string.Join(' ', user.Claims.Select(claim => $"{claim.Type}={claim.Value}"));

    private static async Task ChangeAsync(string how, HttpContext context)
    {
        var identity = (ClaimsIdentity)context.User.Identity!;
        switch (how)
        {
            case "add-claim":
                identity.AddClaim(new Claim("own", "1"));
                break;
            case "add-claims":
                identity.AddClaims([new Claim("own", "1")]);
                break;
            case "remove-claim":
                identity.RemoveClaim(identity.Claims.First());
                break;
            case "try-remove-claim":
                identity.TryRemoveClaim(identity.Claims.First());
                break;
            case "add-identity":
                context.User.AddIdentity(new ClaimsIdentity("Own"));
                break;
            case "list of claims":
                ((ICollection<Claim>)identity.Claims).Add(new Claim("own", "1"));
                break;
            case "list of identities":
                ((ICollection<ClaimsIdentity>)context.User.Identities).Clear();
                break;
            case "add-identities":
                context.User.AddIdentities([new ClaimsIdentity("Own")]);
                break;
            default:
                (await context.AuthenticateAsync("ApiKey")).Properties!.Items["own"] = "1";
                break;
        }
    }

    private sealed class Unchanged : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) => Task.FromResult(principal);
    }

    private sealed class OwnEvents : Authentication.ApiKeyEvents;
}
