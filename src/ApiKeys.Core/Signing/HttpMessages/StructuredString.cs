namespace ApiKeys.Signing.HttpMessages;

/// <summary>One string of an inner list, with its parameters (RFC 8941 section 3.1.1).</summary>
internal readonly record struct StructuredString(string Text, IReadOnlyList<StructuredParameter> Parameters);
