using System.Reflection;

namespace ApiKeys.Repository.Tests.PublicApi;

/// <summary>Types as C# spells them.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(double)] = "double",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
    };

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, Nullability.Create(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, Nullability.Create(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, Nullability.Create(field));

    public static string Of(EventInfo @event) => Of(@event.EventHandlerType!, Nullability.Create(@event));

    /// <summary>The name of a declared type, with its namespace and its type parameters.</summary>
    public static string NameOf(Type type) => type.Namespace + "." + Name(type) + Arguments(type.GetGenericArguments(), null);

    /// <summary>A base type or an interface.</summary>
    public static string Of(Type type) => Of(type, null);

    private static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value, null) + "?";
        }

        var mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        return type.IsArray
            ? $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{mark}"
            : Name(type) + Arguments(type.GetGenericArguments(), nullability) + mark;
    }

    private static string Arguments(Type[] arguments, NullabilityInfo? nullability)
    {
        var known = nullability?.GenericTypeArguments is { } states && states.Length == arguments.Length ? states : null;
        return arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select((argument, i) => Of(argument, known?[i])))}>";
    }

    private static string Name(Type type)
    {
        var name = Keywords.GetValueOrDefault(type) ?? type.Name.Split('`')[0];
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}.{name}" : name;
    }
}
