using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Profiles;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Samples;
using Samples.Integration;
using Samples.SalesOs;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);

builder.Services.AddApiKeys().UseProfile(ApiKeyProfiles.SalesOs).AddInMemoryStore().AddTenantResolver<Tenants>();

// The tenants and the sign-in are the host's own; these end with the sample.
var callers = new DevelopmentCallers();
builder.Services.AddSingleton(callers);
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddAuthentication().AddApiKey().AddBearerToken().AddApiKeyServiceRole(service => service.KeyHashes.Add(callers.ServiceKeyHash));
builder.Services.AddAuthorizationBuilder().AddPolicy("KeyAdmins", policy => policy
    .AddAuthenticationSchemes(BearerTokenDefaults.AuthenticationScheme, ApiKeyDefaults.ServiceRoleScheme)
    .RequireAuthenticatedUser());

builder.Services.AddSingleton<CollaboratorDirectory>();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();

app.MapApiKeyManagement("/functions/v1/api-key-admin").RequireAuthorization("KeyAdmins");
app.MapPost("/functions/v1/default-integration", DefaultIntegration.Handle).RequireScopes("default:sync");

if (app.Urls.Count == 0 && app.Configuration["urls"] is null)
{
    app.Urls.Add("http://127.0.0.1:5084");
}

await app.StartAsync();
await Introduction.PrintAsync(app);
await app.WaitForShutdownAsync();
