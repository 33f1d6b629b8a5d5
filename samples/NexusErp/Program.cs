using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Profiles;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Samples;
using Samples.NexusErp;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);

builder.Services.AddApiKeys().UseProfile(ApiKeyProfiles.NexusErp).AddInMemoryStore().AddFeatureGate<DeveloperApiFlag>();

// The tenants and the sign-in are the host's own; these end with the sample.
var callers = new DevelopmentCallers();
builder.Services.AddSingleton(callers);
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddAuthentication().AddApiKey().AddBearerToken().AddApiKeyServiceRole(service => service.KeyHashes.Add(callers.ServiceKeyHash));
builder.Services.AddAuthorizationBuilder().AddPolicy("KeyAdmins", policy => policy
    .AddAuthenticationSchemes(BearerTokenDefaults.AuthenticationScheme, ApiKeyDefaults.ServiceRoleScheme)
    .RequireAuthenticatedUser());

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();

app.MapApiKeyManagement("/api/developer/keys").RequireAuthorization("KeyAdmins");
app.MapGet("/api/leads", () => new { leads = Array.Empty<string>() }).RequireScopes("leads:read");
app.MapPost("/api/leads", () => Results.Created("/api/leads/1", new { id = "1" })).RequireScopes("leads:create");

if (app.Urls.Count == 0 && app.Configuration["urls"] is null)
{
    app.Urls.Add("http://127.0.0.1:5085");
}

await app.StartAsync();
await Introduction.PrintAsync(app);
await app.WaitForShutdownAsync();
