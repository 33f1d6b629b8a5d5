using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Profiles;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Samples;
using Samples.GetKeyManager;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Error);

builder.Services.AddApiKeys().UseProfile(ApiKeyProfiles.GetKeyManager).AddInMemoryStore();

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

app.MapApiKeyManagement("/api-keys").RequireAuthorization("KeyAdmins");
app.MapGet("/v1/licenses", () => new { licenses = Array.Empty<string>() }).RequireScopes("licenses:read");
app.MapGet("/v1/customers/{customerId}", (string customerId) => new { customerId }).RequireScopes("customers:read").RequireCustomer("customerId");

if (app.Urls.Count == 0 && app.Configuration["urls"] is null)
{
    app.Urls.Add("http://127.0.0.1:5086");
}

await app.StartAsync();
await Introduction.PrintAsync(app);
await app.WaitForShutdownAsync();
