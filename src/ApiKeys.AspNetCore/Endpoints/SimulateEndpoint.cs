using System.Net;
using System.Text.Json;
using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using ApiKeys.Stores;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Says which check would refuse a key an imagined request. Nothing is spent and nothing is counted.</summary>
internal sealed class SimulateEndpoint : ManagementEndpoint
{
    public override string Method => HttpMethods.Post;

    public override string Pattern => "/{id}/simulate";

    public override string Summary => "Says whether a request with a key would pass";

    public override BodyRule Body => BodyRule.Required;

    public override bool IsChange => false;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        var request = Read(call.Body);
        if (call.FinalInputError() is { } error)
        {
            return error;
        }

        return await call.Directory.SimulateAsync(call.Id, request, call.Actor, call.Cancellation) is { } simulation
            ? await call.AnswerAsync(StatusCodes.Status200OK, json => Write(json, simulation))
            : ManagementRefusals.NotFound;
    }

    private static ApiKeySimulationRequest Read(BodyReader body)
    {
        var text = body.OptionalText("address");
        IPAddress? address = null;
        if (text is not null && !(IpAllowList.TryCreate([text], out _, out _) && IPAddress.TryParse(text, out address)))
        {
            body.Refuse("address", "It is no IP address.");
        }

        var scopes = body.TryTake("scopes", out var value) ? body.Texts("scopes", value) ?? [] : [];
        if (!ScopeSet.TryCreate(scopes, out _, out var error))
        {
            body.Refuse("scopes", error);
        }

        return new ApiKeySimulationRequest
        {
            Address = address,
            Environment = body.OptionalText("environment"),
            CustomerId = body.OptionalText("customer_id"),
            ChecksCustomer = body.OptionalFlag("checks_customer") ?? false,
            AllowsUnrestricted = body.OptionalFlag("allows_unrestricted") ?? false,
            Scopes = scopes,
        };
    }

    private static void Write(Utf8JsonWriter json, ApiKeySimulation simulation)
    {
        json.WriteStartObject();
        json.WriteBoolean("passes"u8, simulation.Refusal is null);
        json.WriteString("refused_by"u8, simulation.Refusal?.Name);
        json.WriteStartArray("checks"u8);
        foreach (var check in simulation.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, check.Name);
            json.WriteString("reason"u8, check.Failure is { } failure ? JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Reason.ToString()) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        KeyWriter.WriteTexts(json, "missing_scopes", simulation.MissingScopes);
        WriteQuota(json, simulation.Quota);
        json.WriteEndObject();
    }

    private static void WriteQuota(Utf8JsonWriter json, RateLimitDecision? quota)
    {
        if (quota is not { } decision)
        {
            json.WriteNull("quota"u8);
            return;
        }

        json.WriteStartObject("quota"u8);
        json.WriteNumber("permits"u8, decision.Limit.Permits);
        json.WriteNumber("window_seconds"u8, (long)decision.Limit.Window.TotalSeconds);
        json.WriteNumber("remaining"u8, decision.Remaining);
        json.WriteNumber("reset_after_seconds"u8, (long)Math.Ceiling(decision.ResetAfter.TotalSeconds));
        json.WriteEndObject();
    }
}
