using ApiKeys.Timing.Measuring;

namespace ApiKeys.Timing.Cases;

/// <summary>A case that is measured where its parts are; here stands the command.</summary>
internal sealed class Elsewhere(string id, string what, string asked, string command) : ITimingCase
{
    private const string Benchmarks = "dotnet run -c Release --project benchmarks/ApiKeys.Benchmarks -- ";
    private const string Tests = "APIKEYS_TEST_SCALE=full dotnet test -c Release tests/ApiKeys.Stores.EfCore.Tests --filter ";

    public static IEnumerable<ITimingCase> All { get; } =
    [
        new Elsewhere("AC-050", "an open endpoint while 5,000 unknown keys meet slow hashes, p99", "≤ 5 × idle", Benchmarks + "hash flood"),
        new Elsewhere("AC-078", "a revocation on one node, refused on the others", "≤ 1 s with the feed, 5 s at most", Tests + "Name~AC_078"),
        new Elsewhere("AC-116", "another tenant's key, no key at all", "equal time", Benchmarks + "foreign"),
        new Elsewhere("AC-166", "another tenant's key, no key at all", "0.80 … 1.25", Benchmarks + "foreign"),
        new Elsewhere("AC-161", "search among 100,000 keys on PostgreSQL", "≤ 100 ms", Benchmarks + "store scale"),
        new Elsewhere("AC-224", "pages of 1,000,000 keys on PostgreSQL", "≤ 300 ms", Benchmarks + "store scale"),
        new Elsewhere("CONFORMANCE", "look-up among 1,000,000 and 1,000 keys on PostgreSQL", "≤ 2 ×", Benchmarks + "store scale"),
        new Elsewhere("FC-01", "first success after the database is back", "≤ 5 s", Tests + "Name~FC_01"),
        new Elsewhere("FC-06", "a database that stands still", "503 at 2 s + ≤ 10 %", Tests + "Name~FC_06"),
    ];

    public string Id => id;

    public void Run(TimingTable table) => table.AddCommand(what, asked, command);
}
