using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Callers;

/// <summary>
/// Whether a page of another site may have made a browser send a request with its user's cookie. A JSON body or a bearer token cannot be sent so
/// without the browser asking the server first (CORS); what is left are requests without a body, which the browser marks with where they come from.
/// </summary>
internal static class CrossSite
{
    public static bool MayBeForged(HttpRequest request, bool isJson)
    {
        if (isJson || request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site.ToString() is not ("same-origin" or "none");
        }

        // Browsers from before Sec-Fetch-Site; who sends neither is none.
        var origin = request.Headers.Origin;
        return origin.Count > 0 && !string.Equals(origin.ToString(), $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
