using ApiKeys.AspNetCore.Admission;
using ApiKeys.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>The same for MVC's own authorization filters, which refuse after the middleware: runs first behind them.</summary>
internal sealed class AdmittingResourceFilter(RequestAdmitter admitter) : IAsyncResourceFilter, IOrderedFilter
{
    public int Order => int.MinValue;

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        if (IsAuthorizedHere(context) && ApiKeyIdentity.FindKey(context.HttpContext.User) is { } key && !await admitter.TryAdmitAsync(context.HttpContext, key))
        {
            context.Result = new EmptyResult();
            return;
        }

        await next();
    }

    // An anonymous action spends nobody's quota.
    private static bool IsAuthorizedHere(FilterContext context) =>
        context.Filters.Any(filter => filter is IAuthorizationFilter or IAsyncAuthorizationFilter)
        && !context.Filters.Any(filter => filter is IAllowAnonymousFilter)
        && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null;
}
