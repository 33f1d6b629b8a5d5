using ApiKeys.Stores;

namespace ApiKeys.DependencyInjection;

/// <summary>The store that the host chose, before the keys of its configuration are put in front of it.</summary>
internal sealed record StoreSource(Func<IServiceProvider, IApiKeyStore> Create);
