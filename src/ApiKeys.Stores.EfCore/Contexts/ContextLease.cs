using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>A context for one piece of work. What made it ends with it.</summary>
internal readonly struct ContextLease(DbContext context, AsyncServiceScope? scope) : IAsyncDisposable
{
    public DbContext Context => context;

    // A context that came from a scope belongs to it.
    public ValueTask DisposeAsync() => scope is { } own ? own.DisposeAsync() : context.DisposeAsync();
}
