using System.Globalization;
using ApiKeys.Timing.Cases;
using ApiKeys.Timing.Measuring;

ITimingCase[] all =
[
    new Ac018LongTexts(),
    new Ac028HostileRuns(),
    new Ac031WrongSecrets(),
    new Ac032WrongSignatures(),
    new Ac046RefusalReasons(),
    new Ac048CostlyStoredHashes(),
    new Ac147RefusedStorm(),
    new Ac161Search(),
    new Ac200UnreadBodies(),
    new Ac220ChosenIds(),
    new Ac221SlowClients(),
    new Ac224LongLists(),
    new Fc05SlowStore(),
    new Fc17Flood(),
    new Fc19Expiry(),
    new Fc24FewThreads(),
    .. Elsewhere.All,
];

var chosen = all.Where(one => args.Length == 0 || args.Contains(one.Id, StringComparer.OrdinalIgnoreCase)).ToList();
if (chosen.Count == 0)
{
    Console.WriteLine($"No such case. There are {string.Join(' ', all.Select(one => one.Id).Distinct())}.");
    return;
}

var table = new TimingTable();
foreach (var one in chosen)
{
    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{one.Id} …"));
    table.Id = one.Id;
    one.Run(table);
}

Console.Write(table);
