using System.Diagnostics;
using System.Text;

namespace ApiKeys.Repository.Tests.Running;

/// <summary>A program that runs beside the tests, as a user would have started it, and ends with them at the latest.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // The test host's own settings would change what the child does: which SDK builds, which environment is served, which proxy is asked.
    private static readonly string[] NotInherited = ["MSBUILD", "DOTNET_", "VSTEST", "COREHOST_", "ASPNETCORE_", "NUGET_PACKAGES", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    private readonly Process _process;
    private readonly Transcript _output = new();
    private readonly Transcript _errors = new();

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Add(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    public static ChildProcess Start(string folder, string file, params string[] arguments) => Start(new Dictionary<string, string>(), folder, file, arguments);

    public static ChildProcess Start(IReadOnlyDictionary<string, string> environment, string folder, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(start);
    }

    /// <summary>Waits until the output holds a text; fails with everything that was said where the program ends or is silent for too long.</summary>
    public async Task WaitForOutputAsync(string text, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (timeout.IsCancellationRequested || _process.HasExited)
            {
                // What was written last may still be on its way.
                await Task.Delay(200);
                Assert.That(Output, Does.Contain(text), $"{Describe()}, before it printed '{text}'.\nstderr:\n{Errors}");
                return;
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits for the end and demands that it was a good one.</summary>
    public async Task<string> CompleteAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{Describe()} after {limit}.\nstdout:\n{Output}\nstderr:\n{Errors}");
        }

        Assert.That(_process.ExitCode, Is.Zero, $"{Describe()}.\nstdout:\n{Output}\nstderr:\n{Errors}");
        return Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private string Describe() =>
        $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} {(_process.HasExited ? $"ended with {_process.ExitCode}" : "was still running")}";
}
