namespace ApiKeys.Format;

/// <summary>An environment that keys can be bound to, and how it shows in their text (CONTRACT C12).</summary>
/// <param name="Name">The name, as records and options use it, such as <c>Production</c>.</param>
/// <param name="Label">What stands for it in a key's text: letters and digits, such as <c>live</c>.</param>
public sealed record KeyEnvironment(string Name, string Label);
