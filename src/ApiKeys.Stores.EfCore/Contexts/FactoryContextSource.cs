using Microsoft.EntityFrameworkCore;

namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>Contexts from the host's factory; a pooled one is the cheapest way.</summary>
internal sealed class FactoryContextSource<TContext>(IDbContextFactory<TContext> factory) : IContextSource
    where TContext : DbContext
{
    public async ValueTask<ContextLease> OpenAsync(CancellationToken cancellationToken) =>
        new(await factory.CreateDbContextAsync(cancellationToken).ConfigureAwait(false), null);
}
