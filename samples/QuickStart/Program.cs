using System.Text.Json;
using ApiKeys;
using ApiKeys.AspNetCore;
using ApiKeys.Format;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using QuickStart;
using Samples;
using Samples.Integration;

var command = CommandLine.Read(args);
if (command is null || CommandLine.AsksForHelp(args))
{
    var isAsked = CommandLine.AsksForHelp(args);
    await (isAsked ? Console.Out : Console.Error).WriteLineAsync(CommandLine.Usage);
    return isAsked ? 0 : 1;
}

var builder = WebApplication.CreateBuilder(args);

// What stops the start is thrown as well; the host's own log of it would say it twice.
builder.Logging.SetMinimumLevel(LogLevel.Warning)
    .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
    .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
    .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);

// The three lines that give a service API keys: what they are, where they are kept, how requests carry them.
builder.Services.AddApiKeys(options => options.Environment = "live")
    .AddStorage(builder.Configuration["postgres"])
    .AddConfiguredKeys(builder.Configuration.GetSection("ApiKeys"))
    .ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk"))
    .ConfigurePolicy(policy => policy.Modes.Add(ApiKeyMode.Signed))
    .ConfigureScopes(options =>
    {
        options.Scopes.Add("default:sync", "sync_collaborators and sync_activities endpoints");
        options.Scopes.Add("leads:read", "Read lead data");
    })
    .ConfigureResponses(responses => responses.Contract = ApiKeyErrorContract.SalesOs);

// Keys speak for callers; people and services of the host manage them. The tokens of this sample end with it.
var callers = new DevelopmentCallers();
builder.Services.AddSingleton(callers);
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddAuthentication()
    .AddApiKey()
    .AddApiKey("Signed", scheme => scheme.Transports = ApiKeyTransports.Signature)
    .AddBearerToken()
    .AddApiKeyServiceRole(service => service.KeyHashes.Add(callers.ServiceKeyHash));
builder.Services.AddAuthorizationBuilder().AddPolicy("KeyAdmins", policy => policy
    .AddAuthenticationSchemes(BearerTokenDefaults.AuthenticationScheme, ApiKeyDefaults.ServiceRoleScheme)
    .RequireAuthenticatedUser());

builder.Services.AddSingleton<CollaboratorDirectory>();

var app = builder.Build();
if (command is ["new-key", var id])
{
    return await NewKey.PrintAsync(app.Services, id);
}

if (await Storage.PrepareAsync(app.Services) is not { } earlier)
{
    return 1;
}

app.UseAuthentication();
app.UseAuthorization();

app.MapGet("/", () => "Anybody may read this. GET /v1/leads asks for a key.");
app.MapGet("/v1/leads", (HttpContext context) => new LeadList(context.GetApiKey()!.TenantId, [new Lead("lead-1", "Maria Santos")]))
    .RequireScopes("leads:read");
app.MapPost("/functions/v1/default-integration", DefaultIntegration.Handle).RequireScopes("default:sync");

// This one takes signed requests alone.
app.MapPost("/signed/echo", (HttpContext context, JsonElement body) => new { signedBy = context.GetApiKey()!.Record.Name, body })
    .WithMetadata(new RequireScopesAttribute { AuthenticationSchemes = "Signed" });

app.MapApiKeyManagement("/api-keys").RequireAuthorization("KeyAdmins");

if (command is ["life"])
{
    await Life.RunAsync(app);
    return 0;
}

if (app.Urls.Count == 0 && app.Configuration["urls"] is null)
{
    app.Urls.Add("http://127.0.0.1:5080");
}

try
{
    await app.StartAsync();
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message} Name another address: --urls http://127.0.0.1:5081");
    return 1;
}

await Introduction.PrintAsync(app, earlier);
await app.WaitForShutdownAsync();
return 0;

/// <summary>The host, for tests.</summary>
public partial class Program;
