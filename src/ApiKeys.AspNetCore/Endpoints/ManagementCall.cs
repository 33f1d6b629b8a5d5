using System.Text.Json;
using ApiKeys.AspNetCore.Callers;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using ApiKeys.Scopes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>A request whose caller is known and whose body is read: what an endpoint works with.</summary>
/// <remarks>The services that need a store are asked for here and not when endpoints are mapped: a host without one hears of it from the check of its options.</remarks>
internal sealed class ManagementCall(HttpContext context, ManagementCaller caller, BodyReader body, ReadOnlyMemory<byte> rawBody, ApiKeyManagementOptions options)
{
    private const int LongestId = 128;

    public HttpContext Context { get; } = context;

    public ApiKeyActor Actor { get; } = caller.Actor;

    public BodyReader Body { get; } = body;

    public ReadOnlyMemory<byte> RawBody { get; } = rawBody;

    public ApiKeyManagementOptions Options { get; } = options;

    public EmptyScopes EmptyScopes => Context.RequestServices.GetRequiredService<IOptions<ApiKeyScopeOptions>>().Value.EmptyScopes;

    public QueryReader Query { get; } = new(context.Request.Query);

    public CancellationToken Cancellation => Context.RequestAborted;

    public IServiceProvider Services => Context.RequestServices;

    public ApiKeyDenyListManager DenyLists => Services.GetRequiredService<ApiKeyDenyListManager>();

    public ApiKeyManager Manager => Context.RequestServices.GetRequiredService<ApiKeyManager>();

    public ApiKeyDirectory Directory => Context.RequestServices.GetRequiredService<ApiKeyDirectory>();

    public DateTimeOffset Now => Context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>The id in the route; one that no key can have is that of no key, and no store is asked for it.</summary>
    public string Id { get; } = IdOf(context);

    private static string IdOf(HttpContext context)
    {
        var id = context.GetRouteValue("id") as string ?? "";
        return id.Length > LongestId || id.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? "" : id;
    }

    /// <summary>Says what is wrong with body and query; null where nothing is.</summary>
    public ApiKeyRefusal? InputError() => Body.Errors.Count + Query.Errors.Count > 0 ? ManagementRefusals.Invalid([.. Body.Errors, .. Query.Errors]) : null;

    /// <summary>The same, after saying of all that was not read that it is unknown.</summary>
    public ApiKeyRefusal? FinalInputError()
    {
        Body.RefuseUnknown(Options.IgnoreUnknownMembers);
        return InputError();
    }

    public ApiKeyRefusal RefusalOf(IReadOnlyList<ApiKeyError> errors) =>
        ManagementErrors.Of(errors, Body, Context.RequestServices.GetRequiredService<IOptions<ApiKeyResponseOptions>>().Value.UnavailableRetryAfterSeconds);

    /// <summary>The host's word for what a key is now.</summary>
    public string StatusOf(ApiKeyRecord key) => StatusText.Of(Options, key, Now);

    public async Task<ApiKeyRefusal?> AnswerAsync(int statusCode, Action<Utf8JsonWriter> write)
    {
        await JsonAnswer.WriteAsync(Context, statusCode, write);
        return null;
    }

    /// <summary>The changed key, or why it is not changed.</summary>
    public Task<ApiKeyRefusal?> AnswerAsync(ApiKeyResult<ApiKeyRecord> result)
    {
        if (!result.Succeeded)
        {
            return Task.FromResult<ApiKeyRefusal?>(RefusalOf(result.Errors));
        }

        Context.Response.Headers.ETag = EntityTag.Of(result.Value);
        return AnswerAsync(StatusCodes.Status200OK, json => KeyWriter.Write(json, result.Value, StatusOf(result.Value), usage: null));
    }

    /// <summary>A new secret, which is a new thing of an old key, or why there is none.</summary>
    public Task<ApiKeyRefusal?> AnswerAsync(ApiKeyResult<IssuedApiKey> result) => result.Succeeded
        ? AnswerAsync(StatusCodes.Status201Created, json => IssuedKeyWriter.Write(json, result.Value.Record, result.Value.Secret, result.Value.SigningSecret, StatusOf(result.Value.Record), hasDuplicateName: false))
        : Task.FromResult<ApiKeyRefusal?>(RefusalOf(result.Errors));
}
