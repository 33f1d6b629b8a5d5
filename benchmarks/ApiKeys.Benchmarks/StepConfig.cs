using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;

namespace ApiKeys.Benchmarks;

/// <summary>What the benchmarks of single steps have in common: bytes are counted, and results are left as Markdown and JSON.</summary>
internal sealed class StepConfig : ManualConfig
{
    public StepConfig()
    {
        AddDiagnoser(MemoryDiagnoser.Default);
        AddExporter(MarkdownExporter.GitHub, JsonExporter.Full);
        HideColumns(Column.Error, Column.StdDev, Column.Median, Column.RatioSD, Column.AllocRatio);
    }
}
