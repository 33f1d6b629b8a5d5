using System.Reflection;
using System.Runtime.CompilerServices;

namespace ApiKeys.Benchmarks.Scale;

/// <summary>What objects weigh with all that hangs on them. What others share with them is theirs and not counted, and nothing is counted twice.</summary>
internal sealed class ObjectSizes
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    public ObjectSizes(params IEnumerable<object?> shared)
    {
        foreach (var root in shared)
        {
            Visit(root);
        }
    }

    /// <summary>One object without what hangs on it. Its like is made to see what that takes: the runtime does not tell.</summary>
    public long OfObject(object value)
    {
        _seen.Add(value);
        Allocated(value);
        return Allocated(value);
    }

    /// <summary>What hangs on each member of an object; members that weigh nothing are left out.</summary>
    public IReadOnlyList<(string Member, long Bytes)> OfMembers(object value) =>
        [.. Fields(value.GetType()).Select(field => (Name(field), Visit(field.GetValue(value)))).Where(part => part.Item2 > 0)];

    private static long Allocated(object value)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        object like = value switch
        {
            string text => new string(' ', text.Length),
            Array array => Array.CreateInstance(array.GetType().GetElementType()!, array.Length),
            _ => RuntimeHelpers.GetUninitializedObject(value.GetType()),
        };
        var after = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(like);
        return after - before;
    }

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(field => !IsPlain(field.FieldType)))
            {
                yield return field;
            }
        }
    }

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(DateTimeOffset) || type == typeof(DateTime) || type == typeof(TimeSpan);

    private static string Name(FieldInfo field) => field.Name.Split('<', '>') is [_, var property, _] ? property : field.Name;

    private long Visit(object? value)
    {
        // A structure comes boxed here: its box is nobody's, what it points at is.
        if (value is null or Type or MemberInfo || (!value.GetType().IsValueType && !_seen.Add(value)))
        {
            return 0;
        }

        var bytes = value.GetType().IsValueType ? 0 : OfObject(value);
        if (value is string)
        {
            return bytes;
        }

        if (value is Array array)
        {
            return IsPlain(array.GetType().GetElementType()!) ? bytes : bytes + array.Cast<object?>().Sum(Visit);
        }

        return bytes + Fields(value.GetType()).Sum(field => Visit(field.GetValue(value)));
    }
}
