using ApiKeys.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Client.Tests.Hosts;

/// <summary>The clients of one application, with a clock that a test turns.</summary>
internal sealed class TestClients : IDisposable
{
    private readonly ServiceCollection _services = new();
    private ServiceProvider? _provider;

    public TestClients()
    {
        Waits = new WaitClock(Time);
        _services.AddSingleton<TimeProvider>(Waits);
    }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>Who waits for <see cref="Time"/>.</summary>
    public WaitClock Waits { get; }

    public IServiceCollection Services => _services;

    public IServiceProvider Provider => _provider ??= _services.BuildServiceProvider();

    /// <summary>A client of a name for a server.</summary>
    public IHttpClientBuilder Add(string name, Uri address) => _services.AddHttpClient(name, client => client.BaseAddress = address);

    /// <summary>The only client of an application.</summary>
    public static TestClients Of(Uri address, Action<IHttpClientBuilder> configure)
    {
        var clients = new TestClients();
        configure(clients.Add("sales", address));
        return clients;
    }

    /// <summary>The only client of an application, which signs.</summary>
    public static TestClients Signing(Uri address) => Signing(address, _ => { });

    public static TestClients Signing(Uri address, Action<SignedClientOptions> configure) => Of(address, builder => builder.AddApiKeySigning(options =>
    {
        (options.ApiKey, options.Secret) = (SignatureCheck.ApiKey, SignatureCheck.Secret);
        configure(options);
    }));

    public HttpClient Create() => Create("sales");

    public HttpClient Create(string name) => Provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    public void Dispose() => _provider?.Dispose();
}
