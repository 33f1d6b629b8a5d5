using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ApiKeys.Repository.Tests.PublicApi;

/// <summary>One line a member, as near to its declaration as one line can be.</summary>
internal static class MemberText
{
    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        MethodInfo method => $"{Access(method)}{Modifiers(method)}{method.Name}{TypeParameters(method)}({Parameters(method)}) -> {TypeText.Of(method.ReturnParameter)}",
        PropertyInfo property => $"{Access(Getter(property))}{Modifiers(Getter(property))}{Required(property)}{property.Name} {{ {Accessors(property)} }} -> {TypeText.Of(property)}",
        FieldInfo { DeclaringType.IsEnum: true } value => $"{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo { IsLiteral: true } constant => $"const {constant.Name} = {Value(constant.GetRawConstantValue())} -> {TypeText.Of(constant)}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{field.Name} -> {TypeText.Of(field)}",
        EventInfo @event => $"event {@event.Name} -> {TypeText.Of(@event)}",
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, null),
    };

    public static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static MethodInfo Getter(PropertyInfo property) => property.GetMethod ?? property.SetMethod!;

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } or { IsVirtual: false } or { IsFinal: true } => "",
        { IsAbstract: true } => "abstract ",
        _ => method.GetBaseDefinition() == method ? "virtual " : "override ",
    };

    private static string Required(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";

    private static string Accessors(PropertyInfo property)
    {
        var parts = new List<string>();
        if (IsVisible(property.GetMethod))
        {
            parts.Add("get;");
        }

        if (IsVisible(property.SetMethod))
        {
            parts.Add(property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;");
        }

        return string.Join(' ', parts);
    }

    private static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Parameters(MethodBase method)
    {
        var prefix = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return prefix + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var direction = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => "",
        };
        return $"{direction}{TypeText.Of(parameter)} {parameter.Name}{(parameter.IsOptional ? $" = {Value(parameter.RawDefaultValue)}" : "")}";
    }

    private static string Value(object? value) => value is string text ? $"\"{text}\"" : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } number ? number : "null";
}
