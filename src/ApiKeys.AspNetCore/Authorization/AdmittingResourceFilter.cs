using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>The same for MVC's own authorization filters, which refuse after the middleware: runs first behind them.</summary>
/// <remarks>It also holds demands that the middleware never saw: those of an <see cref="AuthorizeFilter"/>, and those of actions without endpoint routing.</remarks>
internal sealed class AdmittingResourceFilter(RequestAdmitter admitter, RefusalResponder responder) : IAsyncResourceFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        if (!await IsAdmittedAsync(context))
        {
            context.Result = new EmptyResult();
            return;
        }

        await next();
    }

    private async ValueTask<bool> IsAdmittedAsync(ResourceExecutingContext context)
    {
        var request = context.HttpContext;
        var demands = FurtherDemands(context);
        if (IsAnonymous(context) || (demands.Count == 0 && !context.Filters.Any(filter => filter is AuthorizeFilter)))
        {
            return true;
        }

        if (demands.Count > 0 && RequestKeys.SpeakerOf(request, request.User).Key is null)
        {
            responder.Refuse(request, admitter.Explain(request));
            return false;
        }

        return await admitter.TryAdmitAsync(request, EndpointDemands.Of(request.GetEndpoint()).With(demands));
    }

    private static List<ApiKeyRequirementAttribute> FurtherDemands(FilterContext context)
    {
        // As they were added: MVC turns them into policies, which no longer tell what they were made from.
        var ofFilters = context.ActionDescriptor.FilterDescriptors.Select(descriptor => descriptor.Filter).OfType<AuthorizeFilter>().SelectMany(filter => filter.AuthorizeData ?? []);
        var ofAction = context.HttpContext.GetEndpoint() is null ? context.ActionDescriptor.EndpointMetadata : [];
        return [.. ofFilters.Concat<object>(ofAction).OfType<ApiKeyRequirementAttribute>()];
    }

    // An anonymous action spends nobody's quota.
    private static bool IsAnonymous(FilterContext context) =>
        context.Filters.Any(filter => filter is IAllowAnonymousFilter)
        || context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
