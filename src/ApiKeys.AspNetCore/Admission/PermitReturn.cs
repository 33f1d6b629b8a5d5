using ApiKeys.AspNetCore.Responses;
using ApiKeys.Verification;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Admission;

/// <summary>Gives permits back to requests that fail, where the host counts completed ones alone (CONTRACT C14).</summary>
internal sealed class PermitReturn(ApiKeyAdmitter admitter, IOptions<ApiKeysOptions> keys, IOptions<ApiKeyResponseOptions> responses)
{
    /// <summary>Waits for the answer of a request that was let in.</summary>
    public void Expect(HttpContext context, VerifiedApiKey key, in ApiKeyAdmission admission)
    {
        if (keys.Value.RateLimitCount == RateLimitCount.Completed && admission.Quota is not null)
        {
            ExpectAnswer(context, key, admission);
        }
    }

    private void ExpectAnswer(HttpContext context, VerifiedApiKey key, ApiKeyAdmission admission)
    {
        // Before the answer begins: a caller who comes back at once finds the permit. An exception that nobody handles has an answer that never begins for us.
        var isGivenBack = 0;
        context.Response.OnStarting(OnceAsync);
        context.Response.OnCompleted(OnceAsync);

        Task OnceAsync() => context.Response.StatusCode < StatusCodes.Status400BadRequest || Interlocked.Exchange(ref isGivenBack, 1) != 0
            ? Task.CompletedTask
            : GiveBackAsync(context.Response, key, admission);
    }

    private async Task GiveBackAsync(HttpResponse response, VerifiedApiKey key, ApiKeyAdmission admission)
    {
        await admitter.GiveBackAsync(key, admission);
        if (responses.Value.SendRateLimitHeaders && !response.HasStarted)
        {
            var quota = admission.Quota!.Value;
            RateLimitHeaders.Write(response, key.Record.RateLimits, quota with { Remaining = quota.Remaining + 1 });
        }
    }
}
