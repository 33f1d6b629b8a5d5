using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>The options of the scheme that was asked for last, at hand for the next request: nearly every host has one.</summary>
internal sealed class SchemeOptions : IDisposable
{
    private readonly IOptionsMonitor<ApiKeyAuthenticationOptions> _monitor;
    private readonly IDisposable? _changes;
    private Known? _last;

    public SchemeOptions(IOptionsMonitor<ApiKeyAuthenticationOptions> monitor)
    {
        _monitor = monitor;
        _changes = monitor.OnChange(_ => _last = null);
    }

    public ApiKeyAuthenticationOptions Of(string scheme)
    {
        if (_last is { } last && string.Equals(last.Scheme, scheme, StringComparison.Ordinal))
        {
            return last.Options;
        }

        var options = _monitor.Get(scheme);
        _last = new Known(scheme, options);
        return options;
    }

    public void Dispose() => _changes?.Dispose();

    private sealed record Known(string Scheme, ApiKeyAuthenticationOptions Options);
}
