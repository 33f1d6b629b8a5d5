using ApiKeys.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["store", .. var parts])
{
    await StoreBenchmark.RunAsync(parts);
}
else if (args is ["foreign"])
{
    await ForeignBenchmark.RunAsync();
}
else if (args is ["hash", .. var hashParts])
{
    await HashBenchmark.RunAsync(hashParts);
}
else if (args is ["signature"])
{
    await SignatureBenchmark.RunAsync();
}
else if (args is ["http", .. var httpParts])
{
    await HttpBenchmark.RunAsync(httpParts);
}
else if (args is ["scale", .. var scaleParts])
{
    await ScaleBenchmark.RunAsync(scaleParts);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
