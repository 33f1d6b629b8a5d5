namespace ApiKeys.Client.DependencyInjection;

/// <summary>Lets a client with a key follow no redirects by itself.</summary>
/// <remarks>The platform's handlers follow them below ours: they take <c>Authorization</c> off, even within the origin, and send every other header, such as X-API-Key, to whomever the server names.</remarks>
internal static class RedirectStop
{
    public static void Apply(HttpMessageHandler? handler, string? client)
    {
        while (handler is DelegatingHandler outer)
        {
            handler = outer.InnerHandler;
        }

        try
        {
            switch (handler)
            {
                case SocketsHttpHandler { AllowAutoRedirect: true } sockets:
                    sockets.AllowAutoRedirect = false;
                    break;
                case HttpClientHandler { AllowAutoRedirect: true } http:
                    http.AllowAutoRedirect = false;
                    break;
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"The primary handler of HttpClient '{client}' is in use already and follows redirects, which could carry the key to others: set its AllowAutoRedirect to false.", exception);
        }
    }
}
