using System.Net.Http.Headers;
using ApiKeys.Signing;

namespace ApiKeys.Client.Signing;

/// <summary>Signs by P2S-SIGN-V1 (CONTRACT S-31), no two requests alike.</summary>
/// <remarks>Equal requests of one second have one signature, and the server takes the second for a replay. So an equal one is dated back, to a second that is still free, or ahead.</remarks>
internal sealed class P2sRequestSigner : IRequestSigner
{
    // Servers accept 30 seconds back and 5 ahead; what is left is for the way and for clocks that differ by less than is corrected.
    public const int MostSecondsBack = 20;
    public const int MostSecondsAhead = 3;

    private readonly SignedClientOptions _options;
    private readonly SignatureLedger _ledger;
    private readonly byte[] _signingKey = new byte[P2sSignV1.SizeInBytes];

    public P2sRequestSigner(SignedClientOptions options, SignatureLedger ledger)
    {
        _options = options;
        _ledger = ledger;
        P2sSignV1.DeriveKey(options.Secret!, options.ApiKey!, _signingKey);
    }

    public bool TrySign(HttpRequestMessage request, ReadOnlySpan<byte> bodyHash, DateTimeOffset now)
    {
        var method = MethodOf(request);
        var path = PathOf(request.RequestUri!);
        var second = now.ToUnixTimeSeconds();
        Span<byte> signature = stackalloc byte[P2sSignV1.SizeInBytes];
        for (var attempt = 0; attempt <= MostSecondsBack + MostSecondsAhead; attempt++)
        {
            var timestamp = attempt <= MostSecondsBack ? second - attempt : second + attempt - MostSecondsBack;
            P2sSignV1.Sign(_signingKey, timestamp, method, path, bodyHash, signature);
            if (_ledger.TryAdd(timestamp, signature, second))
            {
                var parameter = P2sSignV1.WriteHeader(_options.ApiKey!, timestamp, signature)[(P2sSignV1.AuthenticationScheme.Length + 1)..];
                request.Headers.Authorization = new AuthenticationHeaderValue(P2sSignV1.AuthenticationScheme, parameter);
                return true;
            }
        }

        return false;
    }

    public void Unsign(HttpRequestMessage request) => request.Headers.Authorization = null;

    // HttpClient sends the methods that it knows in upper case, however they were written, and all others as they are.
    private static string MethodOf(HttpRequestMessage request) => HttpMethod.Parse(request.Method.Method).Method;

    // HttpClient writes exactly this text into the request line.
    private string PathOf(Uri uri)
    {
        var path = uri.PathAndQuery;
        var query = _options.SignsQuery ? -1 : path.IndexOf('?', StringComparison.Ordinal);
        return _options.PathPrefix + (query < 0 ? path : path[..query]);
    }
}
