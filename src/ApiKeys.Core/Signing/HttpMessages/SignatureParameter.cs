namespace ApiKeys.Signing.HttpMessages;

/// <summary>The parameters of a signature that RFC 9421 section 2.3 names, and their types.</summary>
internal static class SignatureParameter
{
    public const string Created = "created";
    public const string Expires = "expires";
    public const string Nonce = "nonce";
    public const string KeyId = "keyid";
    public const string Algorithm = "alg";
    public const string Tag = "tag";

    /// <summary>What is wrong with the parameters; <see langword="null"/> where nothing is.</summary>
    public static string? FindComplaint(IReadOnlyList<StructuredParameter> parameters)
    {
        if (parameters.Count > StructuredGrammar.MaxParameters)
        {
            return "There are more than 16 parameters.";
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            if (!StructuredGrammar.IsKey(name) || !names.Add(name))
            {
                return "A parameter is there twice, or its name is none.";
            }

            if (TypeOf(name) is { } type && value.Kind != type)
            {
                return $"The parameter '{name}' must be of the type {type}.";
            }
        }

        return null;
    }

    private static StructuredKind? TypeOf(string name) => name switch
    {
        Created or Expires => StructuredKind.Integer,
        Nonce or KeyId or Algorithm or Tag => StructuredKind.String,
        _ => null,
    };
}
