using System.Net;
using ApiKeys.Logs;
using ApiKeys.Stores;

namespace ApiKeys.Core.Tests.Logs;

/// <summary>CONTRACT G-8: what is logged is switched on, counted together where it was refused, and bounded; no request waits for it.</summary>
[TestFixture]
public class RequestLogTests
{
    private static readonly ApiKeyRequestKind[] All = Enum.GetValues<ApiKeyRequestKind>();

    [TestCase(ApiKeyRequestKind.Call)]
    [TestCase(ApiKeyRequestKind.Failed)]
    [TestCase(ApiKeyRequestKind.Blocklisted)]
    public async Task G_08_each_kind_has_a_switch_of_its_own(ApiKeyRequestKind only)
    {
        await using var host = Host(options =>
        {
            options.Calls = only == ApiKeyRequestKind.Call;
            options.FailedCalls = only == ApiKeyRequestKind.Failed;
            options.BlocklistedCalls = only == ApiKeyRequestKind.Blocklisted;
        });
        foreach (var kind in All)
        {
            Log(host).Record(Entry(host, kind));
        }

        Assert.That(Log(host).IsOn, Is.True);
        Assert.That(All.Where(Log(host).Takes), Is.EqualTo(new[] { only }));
        Assert.That((await RowsAsync(host)).Single().Kind, Is.EqualTo(only));
    }

    [Test]
    public async Task G_08_nothing_is_logged_unless_it_is_asked_for()
    {
        await using var host = new TestHost();
        Array.ForEach(All, kind => Log(host).Record(Entry(host, kind)));
        Assert.That((Log(host).IsOn, Log(host).Pending), Is.EqualTo((false, 0L)));
        Assert.That(await RowsAsync(host), Is.Empty);
    }

    [Test]
    public async Task G_08_ten_thousand_wrong_keys_from_one_address_are_one_row()
    {
        await using var host = Host(options => options.FailedCalls = true);
        var first = host.Clock.GetUtcNow();
        for (var i = 0; i < 10_000; i++)
        {
            Log(host).Record(Failed(host, "192.0.2.7") with { RequestId = $"{i}", Duration = TimeSpan.FromSeconds(1) });
            host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.That(Log(host).Pending, Is.EqualTo(10_000));
        var row = (await RowsAsync(host)).Single();
        Assert.That((row.Count, row.At, row.LastAt), Is.EqualTo((10_000L, first, first.AddMilliseconds(9_999))));
        Assert.That((row.Reason, row.Status, row.Method, row.Route, row.Address), Is.EqualTo((ApiKeyFailureReason.WrongSecret, 401, "GET", "/v1/leads", IPAddress.Parse("192.0.2.7"))));
        Assert.That((row.KeyId, row.RequestId, row.Duration), Is.EqualTo(((string?)null, (string?)null, (TimeSpan?)null)), "what differs from one to the other is not told");
        Assert.That(Log(host).Pending, Is.Zero);
    }

    [Test]
    public async Task G_08_refusals_that_differ_are_counted_apart_and_addresses_as_far_as_a_client_chooses_them()
    {
        await using var host = Host(options => options.FailedCalls = options.BlocklistedCalls = true);
        var one = Failed(host, "2001:db8:0:1::1");
        ApiKeyRequestEntry[] refusals =
        [
            one, one with { Address = IPAddress.Parse("2001:db8:0:1:ffff:ffff:ffff:ffff") }, one with { Method = "POST" },
            one with { Address = IPAddress.Parse("2001:db8:0:2::1") },
            one with { Reason = ApiKeyFailureReason.Revoked, KeyId = "key" },
            one with { Reason = ApiKeyFailureReason.Revoked, KeyId = "KEY" },
            one with { Route = null },
            one with { TenantId = "tenant", KeyId = "key" },
            one with { Kind = ApiKeyRequestKind.Blocklisted },
            one with { Address = IPAddress.Parse("192.0.2.7") }, one with { Address = IPAddress.Parse("::ffff:192.0.2.7") },
            one with { Address = null },
        ];
        Array.ForEach(refusals, Log(host).Record);
        var rows = await RowsAsync(host);
        Assert.That(rows.Select(row => row.Count).Order(), Is.EqualTo(new long[] { 1, 1, 1, 1, 1, 1, 1, 2, 3 }));
        var together = rows.Single(row => row.Count == 3);
        Assert.That((together.Address!.ToString(), together.Method), Is.EqualTo(("2001:db8:0:1::", (string?)null)), "two methods are none");
    }

    [Test]
    public async Task G_08_a_flood_from_everywhere_fills_a_bounded_number_of_rows_and_pushes_no_proved_key_out()
    {
        await using var host = Host(options => (options.FailedCalls, options.MaxFailureRows) = (true, 100));
        for (var i = 0; i < 50_000; i++)
        {
            Log(host).Record(Failed(host, $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}"));
        }

        Log(host).Record(Failed(host, "192.0.2.7") with { KeyId = "key", TenantId = "tenant", Reason = ApiKeyFailureReason.MissingScopes });
        var rows = await RowsAsync(host);
        Assert.That(rows, Has.Count.EqualTo(102));
        Assert.That(rows.Sum(row => row.Count), Is.EqualTo(50_001), "nothing goes uncounted");
        Assert.That(rows.Single(row => row.KeyId == "key").Address, Is.EqualTo(IPAddress.Parse("192.0.2.7")));
        var other = rows.MaxBy(row => row.Count)!;
        Assert.That((other.Count, other.Reason, other.Address, other.Route, other.Status), Is.EqualTo((49_900L, (ApiKeyFailureReason?)null, (IPAddress?)null, (string?)null, (int?)null)));
    }

    [Test]
    public async Task G_08_a_full_buffer_leaves_calls_out_and_says_so_once_a_second()
    {
        await using var host = Host(options => (options.Calls, options.Capacity) = (true, 3));
        using var dropped = new DropCounter();
        for (var i = 0; i < 10; i++)
        {
            Log(host).Record(Entry(host, ApiKeyRequestKind.Call));
        }

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Log(host).Record(Entry(host, ApiKeyRequestKind.Call));
        Assert.That(dropped.Sum, Is.EqualTo(8));
        var lines = host.Logs.Lines.Select(line => line.Text).Where(text => text.Contains("request log", StringComparison.Ordinal)).ToList();
        Assert.That(lines, Has.Count.EqualTo(2));
        Assert.That(lines[0], Does.Contain(": 1 more"));
        Assert.That(lines[1], Does.Contain(": 7 more"));
        Assert.That(await RowsAsync(host), Has.Count.EqualTo(3));
        Log(host).Record(Entry(host, ApiKeyRequestKind.Call));
        Assert.That(await RowsAsync(host), Has.Count.EqualTo(4), "there is room again");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task FC_21_a_flush_that_fails_loses_nothing_within_the_bound_and_writes_each_row_once(bool hasArrived)
    {
        var store = new FlakyRequestStore();
        await using var host = Host(options => (options.Calls, options.FailedCalls, options.Capacity) = (true, true, 2_500), store);
        Fill(host, calls: 2_500, failures: 7);
        store.Fault = hasArrived ? FlakyRequestStore.Fail.AfterTaking : FlakyRequestStore.Fail.BeforeTaking;
        for (var i = 0; i < 3; i++)
        {
            Assert.That(async () => await Log(host).FlushAsync(default), Throws.InstanceOf<TimeoutException>());
        }

        Assert.That(Log(host).Pending, Is.EqualTo(2_507));
        Fill(host, calls: 0, failures: 5);
        store.Fault = FlakyRequestStore.Fail.Never;
        await Log(host).FlushAsync(default);
        Assert.That(store.Rows.Count(row => row.Kind == ApiKeyRequestKind.Call), Is.EqualTo(2_500));
        Assert.That(store.Rows.Where(row => row.Kind == ApiKeyRequestKind.Failed).Sum(row => row.Count), Is.EqualTo(12));
        Assert.That(store.Rows.Select(row => row.Id), Is.Unique.And.All.Not.Empty);
        Assert.That(store.LargestBatch, Is.LessThanOrEqualTo(ApiKeyRequestLog.BatchSize + 10));
        Assert.That(Log(host).Pending, Is.Zero);
    }

    [Test]
    public async Task G_08_recording_and_flushing_at_once_loses_and_doubles_nothing()
    {
        await using var host = Host(options => (options.Calls, options.FailedCalls, options.Capacity) = (true, true, 100_000));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                Fill(host, calls: 1, failures: 1);
                if (i % 50 == worker)
                {
                    await Log(host).FlushAsync(default);
                }
            }
        })));
        var rows = await RowsAsync(host);
        Assert.That(rows.Count(row => row.Kind == ApiKeyRequestKind.Call), Is.EqualTo(4_000));
        Assert.That(rows.Where(row => row.Kind == ApiKeyRequestKind.Failed).Sum(row => row.Count), Is.EqualTo(4_000));
    }

    [Test]
    public async Task G_08_what_comes_from_outside_cannot_make_a_row_that_no_store_takes()
    {
        await using var host = Host(options => options.Calls = true);
        var entry = Entry(host, ApiKeyRequestKind.Call) with
        {
            At = new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)),
            Method = new string('M', 5_000),
            RequestId = "a\r\nb\0\ud800c" + new string('x', 500),
            KeyName = "plain",
            Route = "/" + string.Concat(Enumerable.Repeat("\ud83d\ude00", 400)),
            Address = IPAddress.Parse("fe80::1%7"),
        };
        Log(host).Record(entry);
        var row = (await RowsAsync(host)).Single();
        Assert.That((row.Method!.Length, row.RequestId!.Length, row.Route!.Length, row.KeyName), Is.EqualTo((32, 128, 511, "plain")), "no character is cut in half");
        Assert.That(row.RequestId, Does.StartWith("a\ufffd\ufffdb\ufffd\ufffdc"));
        Assert.That((row.At.Offset, row.At, row.Address!.ToString()), Is.EqualTo((TimeSpan.Zero, entry.At, "fe80::1")));
    }

    private static TestHost Host(Action<ApiKeyLogOptions> logs, IApiKeyRequestStore? store = null) => new(builder =>
    {
        builder.ConfigureLogs(logs);
        if (store is not null)
        {
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(builder.Services, store);
        }
    });

    private static ApiKeyRequestLog Log(TestHost host) => host.Get<ApiKeyRequestLog>();

    private static async Task<IReadOnlyList<ApiKeyRequestEntry>> RowsAsync(TestHost host)
    {
        await Log(host).FlushAsync(default);
        return await host.Get<IApiKeyRequestStore>().ListAsync(new ApiKeyRequestQuery { Limit = int.MaxValue }, default);
    }

    private static void Fill(TestHost host, int calls, int failures)
    {
        for (var i = 0; i < calls; i++)
        {
            Log(host).Record(Entry(host, ApiKeyRequestKind.Call));
        }

        for (var i = 0; i < failures; i++)
        {
            Log(host).Record(Failed(host, "192.0.2.7"));
        }
    }

    private static ApiKeyRequestEntry Entry(TestHost host, ApiKeyRequestKind kind) => new() { At = host.Clock.GetUtcNow(), LastAt = host.Clock.GetUtcNow(), Kind = kind };

    private static ApiKeyRequestEntry Failed(TestHost host, string address) => Entry(host, ApiKeyRequestKind.Failed) with
    {
        Method = "GET",
        Route = "/v1/leads",
        Status = 401,
        Reason = ApiKeyFailureReason.WrongSecret,
        Address = IPAddress.Parse(address),
    };
}
