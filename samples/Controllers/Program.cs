using ApiKeys.Format;
using Controllers;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

builder.Services.AddApiKeys(options => options.Environment = "live")
    .AddInMemoryStore()
    .ConfigureFormat(format => format.Template = KeyTemplate.Standard("acme"))
    .ConfigureScopes(options =>
    {
        options.Scopes.Add("leads:read", "Read lead data");
        options.Scopes.Add("jobs:run", "Queue work and look at it");
    });
builder.Services.AddAuthentication().AddApiKey();
builder.Services.AddAuthorization();

builder.Services.AddControllers();
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<JobStore>().AddHostedService<JobWorker>();

var app = builder.Build();
app.MapControllers();
if (app.Urls.Count == 0 && app.Configuration["urls"] is null)
{
    app.Urls.Add("http://127.0.0.1:5082");
}

await app.StartAsync();
await Introduction.PrintAsync(app);
await app.WaitForShutdownAsync();
