using ApiKeys.Repository.Tests.Running;

namespace ApiKeys.Repository.Tests.Packages;

/// <summary>A web application as a new user writes it, outside of the repository, which can reach our packages and no others.</summary>
internal sealed class FreshApp(string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // A compiler or build server that stays behind would keep the child's outputs open.
    private readonly Dictionary<string, string> _environment = new()
    {
        ["NUGET_PACKAGES"] = Path.Combine(folder, "cache"),
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
    };

    public void Write(PackageSet packages)
    {
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="ours" value="{packages.Folder}" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, "Fresh.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ApiKeys.AspNetCore" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using ApiKeys.AspNetCore;
            using ApiKeys.Management;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddApiKeys(options => options.Environment = "live").AddInMemoryStore();
            builder.Services.AddAuthentication().AddApiKey();
            builder.Services.AddAuthorization();

            var app = builder.Build();
            app.MapGet("/", (HttpContext context) => context.GetApiKey()!.Id).RequireAuthorization();
            await app.StartAsync();

            var manager = app.Services.GetRequiredService<ApiKeyManager>();
            var result = await manager.IssueAsync(new IssueApiKeyRequest { Name = "fresh", Environment = "live" }, CancellationToken.None);
            Console.WriteLine($"url {app.Urls.First()}");
            Console.WriteLine($"key {result.Value!.Secret.Reveal()}");
            Console.WriteLine("ready");
            await app.WaitForShutdownAsync();
            """);
    }

    public async Task BuildAsync()
    {
        await using var build = ChildProcess.Start(_environment, folder, ChildProcess.DotNet, "build", "--configuration", "Release", "--output", "out");
        await build.CompleteAsync(Limit);
    }

    public async Task<ChildProcess> StartAsync()
    {
        var app = ChildProcess.Start(folder, ChildProcess.DotNet, Path.Combine("out", "Fresh.dll"), "--urls", "http://127.0.0.1:0");
        await app.WaitForOutputAsync("\nready\n", Limit);
        return app;
    }

    /// <summary>The packages that the restore brought, by the name of their folder in the cache.</summary>
    public IReadOnlyList<string> RestoredPackages() => [.. Directory.EnumerateDirectories(_environment["NUGET_PACKAGES"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
