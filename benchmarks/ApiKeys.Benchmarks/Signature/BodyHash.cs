using System.Security.Cryptography;
using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Requests;
using ApiKeys.Benchmarks.Hash;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.Benchmarks.Signature;

/// <summary>Hashing a body of 10 MiB on its way to the endpoint, beside the platform's hash of the same bytes in memory.</summary>
internal static class BodyHash
{
    private const int Rounds = 31;
    private const int Bytes = 10 * 1024 * 1024;

    public static void Run()
    {
        var body = RandomNumberGenerator.GetBytes(Bytes);
        new HashRace("body of 10 MiB", Rounds)
            .Add("SHA256.HashData", 1, () => SHA256.HashData(body))
            .Add("hashed, buffered by the host before", 1, () => Hash(new MemoryStream(body)))
            .Add("hashed and spooled to a file", 1, () => Hash(new OneWayStream(body)))
            .Print();
    }

    private static void Hash(Stream stream)
    {
        var context = new DefaultHttpContext { Request = { Body = stream, ContentLength = Bytes } };
        var hash = new byte[32];
        var reason = new RequestBody(context.Request, new ApiKeySignedRequestOptions()).HashAsync(hash, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (reason is not null)
        {
            throw new InvalidOperationException($"The body is refused: {reason}.");
        }

        context.Request.Body.Dispose();
    }

    // A body as a server gives it: it can be read once.
    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
