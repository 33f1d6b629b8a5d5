namespace ApiKeys.Signing.HttpMessages;

/// <summary>One parameter of an item or an inner list (RFC 8941 section 3.1.2).</summary>
/// <param name="Name">Its key.</param>
/// <param name="Value">What it says; true where it is written without a value.</param>
internal readonly record struct StructuredParameter(string Name, StructuredValue Value);
