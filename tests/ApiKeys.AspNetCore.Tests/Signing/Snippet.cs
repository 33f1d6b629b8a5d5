using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>One of samples/signing, run as its users run it: as a program, and its function from a program of their own.</summary>
internal sealed class Snippet(string program, string file)
{
    private const string CallNode =
        "import { pathToFileURL } from 'node:url'; const [method, target, body, time, file] = process.argv.slice(1);"
        + "const { signedHeaders } = await import(pathToFileURL(file));"
        + "console.log('Authorization: ' + signedHeaders(process.env.API_KEY, process.env.API_KEY_SECRET, method, target, body, Number(time)).Authorization);";

    private const string CallPython =
        "import os, sys; sys.path.insert(0, os.path.dirname(sys.argv[5])); import sign;"
        + "print('Authorization: ' + sign.signed_headers(os.environ['API_KEY'], os.environ['API_KEY_SECRET'], sys.argv[1], sys.argv[2], os.fsencode(sys.argv[3]), int(sys.argv[4]))['Authorization'])";

    private const string CallBash = ". \"$5\"; signed_headers \"$1\" \"$2\" <(printf %s \"$3\") \"$4\"";

    public static string Folder { get; } = Path.Combine(TestContext.CurrentContext.TestDirectory, "Snippets");

    private string FullPath { get; } = Path.Combine(Folder, file);

    /// <summary>Sends a request by the snippet's command line.</summary>
    public Task<SnippetRun> SendAsync(SignedKey key, string[] arguments, byte[]? input = null, string? path = null) =>
        RunAsync(key, [FullPath, .. arguments], input, path);

    /// <summary>The header that the snippet's function makes.</summary>
    public async Task<string> SignAsync(SignedKey key, string method, string target, string body, long timestamp)
    {
        string[] call = program switch
        {
            "node" => ["--input-type=module", "-e", CallNode],
            "python3" => ["-B", "-c", CallPython],
            _ => ["-c", CallBash, "bash"],
        };
        var run = await RunAsync(key, [.. call, method, target, body, timestamp.ToString(CultureInfo.InvariantCulture), FullPath], null, null);
        Assert.That(run.ExitCode, Is.Zero, run.Errors);
        return run.Output.TrimEnd();
    }

    private async Task<SnippetRun> RunAsync(SignedKey key, string[] arguments, byte[]? input, string? path)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["API_KEY"] = key.ApiKey;
        start.Environment["API_KEY_SECRET"] = key.Secret;
        start.Environment["NO_PROXY"] = "*";
        start.Environment["PATH"] = path is null ? start.Environment["PATH"] : $"{path}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input ?? []);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new SnippetRun(process.ExitCode, await output, await errors);
    }
}
