using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace ApiKeys.AspNetCore.Tests.Signing;

/// <summary>What other users of the machine can read in <c>ps</c> while the shell snippet runs.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SnippetSecrecyTests
{
    private static readonly string[] Programs = ["openssl", "curl", "od", "tr", "cut", "sed", "cat", "mktemp", "date", "rm"];

    [Test]
    public async Task S_31_no_program_is_given_the_secret_or_a_key_or_the_signature_as_an_argument()
    {
        var folder = Directory.CreateTempSubdirectory("apikeys-snippet-").FullName;
        try
        {
            var log = Path.Combine(folder, "arguments");
            await ListenAsync(folder, log);
            var key = new SignedKey(null!, "sk_test_0123456789abcdef0123456789abcdef", "s3cr3t-example-only");

            // Nobody listens on this port: curl is started all the same.
            var run = await new Snippet("bash", "sign.sh").SendAsync(key, ["POST", "http://127.0.0.1:1/v1/leads", "{}"], path: folder);
            Assert.That(run.Errors, Does.Contain("HTTP 000"));
            var arguments = await File.ReadAllTextAsync(log);
            Assert.That(arguments, Does.Contain("dgst").And.Contain("--header").And.Contain("--data-binary"), "what is searched was recorded");
            Assert.That(arguments, Does.Not.Contain(key.Secret));
            Assert.That(arguments, Does.Not.Contain(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(key.Secret))));
            Assert.That(arguments, Does.Not.Contain(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.Secret), Encoding.ASCII.GetBytes(key.ApiKey)))));
            Assert.That(arguments, Does.Not.Match("[0-9a-fA-F]{64}").And.Not.Contain("P2S-SIGN-V1"), "nothing that an HMAC has made");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Each program is replaced by one that writes its arguments down first.
    private static async Task ListenAsync(string folder, string log)
    {
        foreach (var name in Programs)
        {
            var script = Path.Combine(folder, name);
            await File.WriteAllTextAsync(script, $"#!/bin/bash\nprintf '%s\\n' {name} \"$@\" >>'{log}'\nPATH=${{PATH#*:}} exec {name} \"$@\"\n");
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
