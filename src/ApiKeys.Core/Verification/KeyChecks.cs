using ApiKeys.Caching;
using ApiKeys.Diagnostics;
using ApiKeys.Verification.Checks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeys.Verification;

/// <summary>Step 5: only who holds the secret can learn a key's state. The first check that refuses has the word.</summary>
/// <param name="options">The host's general choices.</param>
/// <param name="denied">The deny lists; null where there are none, and then nobody waits for anything.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of a store that fails.</param>
internal sealed class KeyChecks(IOptions<ApiKeysOptions> options, DenyListCache? denied, TimeProvider time, ILogger<KeyChecks> logger)
{
    private readonly ApiKeysOptions _options = options.Value;
    private readonly LogSlot _failures = new(time);

    public ValueTask<ApiKeyFailure?> RunAsync(VerifiedApiKey found, in ApiKeyRequestContext request, CancellationToken cancellationToken)
    {
        var input = InputOf(found, request);
        var failure = RunFirst(input);
        return failure is null && denied is not null ? RunAsync(input, denied, cancellationToken) : ValueTask.FromResult(failure ?? TenantCheck.Run(input));
    }

    /// <summary>The same where nobody has to be waited for.</summary>
    public bool TryRun(VerifiedApiKey found, in ApiKeyRequestContext request, out ApiKeyFailure? failure)
    {
        var input = InputOf(found, request);
        failure = RunFirst(input);
        if (failure is null && denied is not null)
        {
            if (!denied.TryFind(input.Record.TenantId, out var list))
            {
                return false;
            }

            failure = DenyCheck.Run(list, input.RemoteAddress);
        }

        failure ??= TenantCheck.Run(input);
        return true;
    }

    private static ApiKeyFailure? RunFirst(in CheckInput input) =>
        StateCheck.Run(input) ?? SecretLifetimeCheck.Run(input) ?? EnvironmentCheck.Run(input.HostEnvironment, input.Record.Environment, input.EnvironmentMismatch) ?? IpCheck.Run(input);

    private CheckInput InputOf(VerifiedApiKey found, in ApiKeyRequestContext request) =>
        new(found.Record, found.Secret, request.RemoteAddress, request.TenantId, time.GetUtcNow(), _options.Environment, _options.EnvironmentMismatch);

    private async ValueTask<ApiKeyFailure?> RunAsync(CheckInput input, DenyListCache lists, CancellationToken cancellationToken)
    {
        try
        {
            return DenyCheck.Run(await lists.FindAsync(input.Record.TenantId, cancellationToken).ConfigureAwait(false), input.RemoteAddress) ?? TenantCheck.Run(input);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (exception is not Stores.ApiKeyStoreUnavailableException { InnerException: null } && _failures.TryTake(out var suppressed))
            {
                Log.StoreFailed(logger, suppressed, exception);
            }

            return ApiKeyFailure.Of(ApiKeyFailureReason.StoreUnavailable);
        }
    }
}
