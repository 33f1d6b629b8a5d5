using System.Reflection;
using System.Runtime.CompilerServices;

namespace ApiKeys.Repository.Tests.PublicApi;

/// <summary>Everything of an assembly that a host can name.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>One sorted line for each type and each of its members. What a record gets from the compiler is told by the word record.</summary>
    public static IReadOnlyList<string> LinesOf(Assembly assembly) =>
        [.. assembly.GetExportedTypes()
            .SelectMany(type => MembersOf(type).Select(member => $"{TypeText.NameOf(type)}.{MemberText.Of(member)}").Prepend(Header(type)))
            .Order(StringComparer.Ordinal)];

    public static IEnumerable<MemberInfo> MembersOf(Type type) =>
        type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && IsVisible(member));

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo method => MemberText.IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        ConstructorInfo constructor => MemberText.IsVisible(constructor),
        PropertyInfo property => MemberText.IsVisible(property.GetMethod) || MemberText.IsVisible(property.SetMethod),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        EventInfo @event => MemberText.IsVisible(@event.AddMethod),
        _ => false,
    };

    private static string Header(Type type)
    {
        var parents = type.IsEnum || type.IsValueType || type.BaseType == typeof(object) || type.BaseType is null ? [] : new[] { type.BaseType };
        var interfaces = type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []);
        var above = string.Join(", ", parents.Select(TypeText.Of).Concat(interfaces.Select(TypeText.Of).Order(StringComparer.Ordinal)));
        return $"{TypeText.NameOf(type)} : {Kind(type)}{(above.Length > 0 ? $" : {above}" : "")}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum || type.IsInterface)
        {
            return type.IsEnum ? type.IsDefined(typeof(FlagsAttribute)) ? "flags enum" : "enum" : "interface";
        }

        var isRecord = type.GetMethod("PrintMembers", Declared) is not null;
        if (type.IsValueType)
        {
            var modifiers = (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "");
            return modifiers + (isRecord ? "record struct" : "struct");
        }

        var modifier = type switch
        {
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsSealed: true } => "sealed ",
            { IsAbstract: true } => "abstract ",
            _ => "",
        };
        return modifier + (isRecord ? "record" : "class");
    }
}
