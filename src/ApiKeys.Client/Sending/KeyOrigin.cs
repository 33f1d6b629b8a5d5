using System.Net;

namespace ApiKeys.Client.Sending;

/// <summary>Whom a key is for: scheme, host and port.</summary>
internal sealed class KeyOrigin
{
    public KeyOrigin(Uri uri)
    {
        Uri = new Uri(uri.GetLeftPart(UriPartial.Authority));
        IsPrivate = uri.Scheme == Uri.UriSchemeHttps || IsLoopback(uri);
    }

    /// <summary>The origin without a path.</summary>
    public Uri Uri { get; }

    /// <summary>Whether nobody on the way can read or change what is sent: TLS, or this machine itself.</summary>
    public bool IsPrivate { get; }

    /// <summary>Whether a request goes there.</summary>
    public bool Includes(Uri? uri) =>
        uri is { IsAbsoluteUri: true } && uri.Scheme == Uri.Scheme && uri.Port == Uri.Port && uri.IdnHost.Equals(Uri.IdnHost, StringComparison.OrdinalIgnoreCase);

    // Uri.IsLoopback knows 127.0.0.1 alone of its network.
    private static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
}
