using System.Collections;
using Microsoft.AspNetCore.Http.Features;

namespace ApiKeys.Benchmarks.Http;

/// <summary>The features of one request as a server keeps them: a few that are always there, a short list of what is added, used again for the next request.</summary>
internal sealed class RequestFeatures : IFeatureCollection
{
    private readonly List<KeyValuePair<Type, object>> _own = [];
    private readonly List<KeyValuePair<Type, object>> _added = [];

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get => Find(_added, key) ?? Find(_own, key);
        set
        {
            Revision++;
            for (var i = 0; i < _added.Count; i++)
            {
                if (_added[i].Key == key)
                {
                    _added[i] = KeyValuePair.Create(key, value!);
                    return;
                }
            }

            _added.Add(KeyValuePair.Create(key, value!));
        }
    }

    /// <summary>Adds what stays from one request to the next.</summary>
    public void Keep<T>(T feature)
        where T : class => _own.Add(KeyValuePair.Create<Type, object>(typeof(T), feature));

    /// <summary>Makes ready for the next request.</summary>
    public void Clear()
    {
        Revision++;
        _added.Clear();
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _own.Concat(_added).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static object? Find(List<KeyValuePair<Type, object>> features, Type key)
    {
        foreach (var pair in features)
        {
            if (pair.Key == key)
            {
                return pair.Value;
            }
        }

        return null;
    }
}
