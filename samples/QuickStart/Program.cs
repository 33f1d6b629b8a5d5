using ApiKeys.AspNetCore;
using ApiKeys.Format;
using QuickStart;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

// The three lines that give a service API keys: what they are, where they are kept, how requests carry them.
builder.Services.AddApiKeys(options => options.Environment = "live")
    .AddInMemoryStore()
    .AddConfiguredKeys(builder.Configuration.GetSection("ApiKeys"))
    .ConfigureFormat(format => format.Template = KeyTemplate.Standard("sk"))
    .ConfigureScopes(options =>
    {
        options.Scopes.Add("default:sync", "sync_collaborators and sync_activities endpoints");
        options.Scopes.Add("leads:read", "Read lead data");
    })
    .ConfigureResponses(responses => responses.Contract = ApiKeyErrorContract.SalesOs);
builder.Services.AddAuthentication().AddApiKey();
builder.Services.AddAuthorization();

builder.Services.AddSingleton<CollaboratorDirectory>();

var app = builder.Build();
if (args is ["new-key", var id])
{
    await NewKey.PrintAsync(app.Services, id);
    return;
}

app.UseAuthentication();
app.UseAuthorization();

app.MapGet("/", () => "Anybody may read this. GET /v1/leads asks for a key.");
app.MapGet("/v1/leads", (HttpContext context) => new LeadList(context.GetApiKey()!.TenantId, [new Lead("lead-1", "Maria Santos")]))
    .RequireScopes("leads:read");
app.MapPost("/functions/v1/default-integration", DefaultIntegration.Handle).RequireScopes("default:sync");

if (app.Urls.Count == 0 && app.Configuration["urls"] is null)
{
    app.Urls.Add("http://127.0.0.1:5080");
}

await app.StartAsync();
await Introduction.PrintAsync(app);
await app.WaitForShutdownAsync();

/// <summary>The host, for tests.</summary>
public partial class Program;
