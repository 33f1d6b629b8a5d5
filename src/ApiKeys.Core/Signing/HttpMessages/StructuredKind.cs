namespace ApiKeys.Signing.HttpMessages;

/// <summary>The types of bare items that are read (RFC 8941 section 3.3). Decimals, and RFC 9651's dates and display strings, are in none of the fields.</summary>
internal enum StructuredKind
{
    Integer,
    String,
    Token,
    Boolean,
    Bytes,
}
