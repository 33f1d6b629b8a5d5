namespace ApiKeys.Stores.EfCore.Contexts;

/// <summary>Gives a context of the host's for one piece of work.</summary>
internal interface IContextSource
{
    ValueTask<ContextLease> OpenAsync(CancellationToken cancellationToken);
}
