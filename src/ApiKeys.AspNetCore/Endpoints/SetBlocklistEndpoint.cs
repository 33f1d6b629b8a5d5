using ApiKeys.AspNetCore.Endpoints.Wire;
using ApiKeys.AspNetCore.Responses;
using ApiKeys.Management;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Endpoints;

/// <summary>Puts other addresses into a tenant's deny list (CONTRACT G-8). Where <c>If-Match</c> names a version that is not the newest, the answer is 412.</summary>
internal sealed class SetBlocklistEndpoint : ManagementEndpoint
{
    private const string Member = "addresses";

    public override string Method => HttpMethods.Put;

    public override string Pattern => "/blocklist";

    public override string Summary => "Says which addresses no key is admitted from";

    public override BodyRule Body => BodyRule.Required;

    public override async Task<ApiKeyRefusal?> HandleAsync(ManagementCall call)
    {
        if (!call.DenyLists.IsOn)
        {
            return ManagementRefusals.NoDenyLists;
        }

        var addresses = Read(call.Body);
        if (!EntityTag.TryReadCondition(call.Context.Request, out var matched))
        {
            call.Body.Refuse("If-Match", "It is one strong tag, such as \"3\", or *.");
        }

        if (call.FinalInputError() is { } error)
        {
            return error;
        }

        var result = await call.DenyLists.SetAsync(call.Actor.TenantId, addresses, matched, call.Actor, call.Cancellation);
        if (result.Succeeded)
        {
            return await BlocklistAnswer.WriteAsync(call, result.Value);
        }

        return result.Errors[0].Code == ApiKeyErrorCode.Conflict && matched is not null ? ManagementRefusals.ListMismatch : call.RefusalOf(result.Errors);
    }

    private static IpDenyList Read(BodyReader body)
    {
        if (!body.TryTake(Member, out var value))
        {
            body.Refuse(Member, "It is required; an empty list denies nobody.");
        }
        else if (body.Texts(Member, value) is { } texts)
        {
            if (IpDenyList.TryCreate(texts, out var list, out var error))
            {
                return list;
            }

            body.Refuse(Member, error);
        }

        return IpDenyList.None;
    }
}
