using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>How a scheme reads keys from requests. All schemes of a host share one key space.</summary>
public sealed class ApiKeyAuthenticationOptions : AuthenticationSchemeOptions
{
    /// <summary>Options with empty steps, so that <c>options.Events.OnVerified = …</c> works.</summary>
    public ApiKeyAuthenticationOptions() => Events = new ApiKeyEvents();

    /// <summary>Where a request may carry a key. A request that uses two places at once is refused.</summary>
    /// <value>Default: <see cref="ApiKeyTransports.Bearer"/>.</value>
    public ApiKeyTransports Transports { get; set; } = ApiKeyTransports.Bearer;

    /// <summary>The header that is read where <see cref="ApiKeyTransports.Header"/> is switched on.</summary>
    /// <value>Default: <c>X-API-Key</c>.</value>
    public string HeaderName { get; set; } = ApiKeyDefaults.HeaderName;

    /// <summary>Whether keys that come over plain HTTP are refused, without a redirect and without looking at them.</summary>
    /// <remarks>Behind a proxy that ends TLS, add the forwarded-headers middleware before authentication.</remarks>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RequireHttps { get; set; }

    /// <summary>Tells which tenant a request speaks to, for example from its host name; keys of other tenants are then refused.</summary>
    /// <value>Default: <see langword="null"/>, the key's own tenant decides.</value>
    public Func<HttpContext, string?>? TenantSelector { get; set; }

    /// <summary>
    /// Whether requests with the same key get the same principal, as long as the key stays as it is. It saves each request most of what authentication costs.
    /// A shared principal refuses to be changed (<see cref="InvalidOperationException"/>), and what it cannot refuse (<c>Label</c>, <c>Actor</c>, <c>BootstrapContext</c>, properties of its claims) is to be left alone; its <c>Clone()</c> is the request's own. So do the properties of its ticket (<see cref="NotSupportedException"/>): sign in with new ones.
    /// Where the host has an <c>IClaimsTransformation</c> or steps in <see cref="ApiKeyEvents.OnVerified"/>, each request gets its own in any case.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool SharePrincipals { get; set; } = true;

    /// <summary>Whether no step of the scheme may change a principal.</summary>
    internal bool SharesPrincipals => SharePrincipals && EventsType is null && Events.LeavesPrincipals;

    /// <summary>The host's own steps.</summary>
    /// <value>Default: none.</value>
    public new ApiKeyEvents Events
    {
        get => (ApiKeyEvents)base.Events!;
        set => base.Events = value;
    }

    /// <summary>Finds what is wrong with the options.</summary>
    /// <exception cref="InvalidOperationException">The options cannot work; the message says why.</exception>
    public override void Validate()
    {
        base.Validate();
        if (Transports == ApiKeyTransports.None || (Transports & ~(ApiKeyTransports.Bearer | ApiKeyTransports.Header | ApiKeyTransports.Signature | ApiKeyTransports.MessageSignature)) != 0)
        {
            throw new InvalidOperationException("ApiKeyAuthenticationOptions.Transports names no place that exists; choose from Bearer, Header, Signature and MessageSignature.");
        }

        if (Transports.HasFlag(ApiKeyTransports.Header) && !IsHeaderName(HeaderName))
        {
            throw new InvalidOperationException("ApiKeyAuthenticationOptions.HeaderName is a name of letters, digits and hyphens, and neither Authorization nor Cookie.");
        }
    }

    private static bool IsHeaderName(string name) =>
        name.Length > 0
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
}
