using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>Contexts from a scope of their own: never the one that a request works with, which serves one call at a time.</summary>
internal sealed class ScopeContextSource<TContext>(IServiceScopeFactory scopes) : IContextSource
    where TContext : DbContext
{
    public async ValueTask<ContextLease> OpenAsync(CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            return new ContextLease(scope.ServiceProvider.GetRequiredService<TContext>(), scope);
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
