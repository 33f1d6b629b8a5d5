using ApiKeys.AspNetCore.Tests.Host;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ApiKeys.AspNetCore.Tests;

/// <summary>Attack case O-229: classic pipelines, in which nothing is added by itself. What is wrong stops the start; what start cannot see opens nothing.</summary>
internal sealed class PipelineOrderTests
{
    [TestCase("routing", "the pipeline has none")]
    [TestCase("routing authentication", "the pipeline has none")]
    [TestCase("routing authorization", "no authentication")]
    [TestCase("routing authorization authentication", "stands before UseAuthentication()")]
    public void AC_229_a_missing_or_misordered_middleware_stops_the_start_and_is_named(string order, string words) =>
        Assert.That(() => GetAsync(order, checkPipeline: true), Throws.InvalidOperationException.With.Message.Contains(words));

    [TestCase("routing")]
    [TestCase("routing authorization")]
    [TestCase("routing authorization authentication")]
    public async Task AC_229_where_the_check_is_switched_off_nothing_is_opened(string order)
    {
        var (status, runs) = await GetAsync(order, checkPipeline: false);
        Assert.That(status, Is.AnyOf(401, 500));
        Assert.That(runs, Is.Zero);
    }

    [TestCase("authentication authorization routing")]
    public async Task AC_229_authorization_before_routing_opens_nothing(string order)
    {
        var (status, runs) = await GetAsync(order, checkPipeline: true);
        Assert.That((status, runs), Is.EqualTo((500, 0)));
    }

    [Test]
    public async Task AC_229_the_right_order_asks_for_a_key()
    {
        var (status, runs) = await GetAsync("routing authentication authorization", checkPipeline: true);
        Assert.That((status, runs), Is.EqualTo((401, 0)));
    }

    private static async Task<(int Status, int Runs)> GetAsync(string order, bool checkPipeline)
    {
        var runs = 0;
        var builder = new HostBuilder().ConfigureWebHost(web => web.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureServices(services =>
        {
            services.AddApiKeys(options => options.Environment = "live").AddInMemoryStore().ConfigureStartup(startup => startup.CheckPipeline = checkPipeline);
            services.AddAuthentication().AddApiKey();
            services.AddAuthorization().AddRouting();
        }).Configure(app =>
        {
            foreach (var name in order.Split(' '))
            {
                _ = name switch
                {
                    "routing" => app.UseRouting(),
                    "authorization" => app.UseAuthorization(),
                    _ => app.UseAuthentication(),
                };
            }

            app.UseEndpoints(endpoints => endpoints.MapGet("/me", () => Interlocked.Increment(ref runs)).RequireScopes());
        }));
        using var host = await builder.StartAsync();
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var response = await RawClient.SendAsync(new Uri(address).Port, "GET /me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        return (response.Status, runs);
    }
}
