using System.Diagnostics.CodeAnalysis;

namespace ApiKeys.Signing.HttpMessages;

/// <summary>One member of <c>Signature-Input</c> (RFC 9421 section 4.1): what a signature covers, and what it says about itself.</summary>
/// <remarks>
/// Parameters that the RFC does not name are kept: the signature covers them, and nothing else is done with them. Spaces and leading zeros are lost in
/// <see cref="Canonical"/>, so one signature has several spellings: who remembers signatures must remember their bytes or nonces, never <see cref="Received"/>.
/// </remarks>
internal sealed class SignatureInput
{
    private SignatureInput(string label, IReadOnlyList<string> components, IReadOnlyList<StructuredParameter> parameters, string? received)
    {
        Label = label;
        Components = components;
        Parameters = parameters;
        Canonical = StructuredWriter.InnerList(components, parameters);
        Received = received ?? Canonical;
    }

    public string Label { get; }

    /// <summary>The covered components in their order. None has parameters: those are refused. That a base can be made of them is for <see cref="SignatureBase"/> to find out.</summary>
    public IReadOnlyList<string> Components { get; }

    /// <summary>All parameters in the order received, which the signature covers too.</summary>
    public IReadOnlyList<StructuredParameter> Parameters { get; }

    /// <summary>The inner list with its parameters as received.</summary>
    public string Received { get; }

    /// <summary>The same as it is written canonically: the value of <c>@signature-params</c> (RFC 9421 sections 2.3 and 3.2).</summary>
    public string Canonical { get; }

    /// <summary>Seconds since 1970 of up to 15 digits, also below zero: not every one of them is a <see cref="DateTimeOffset"/>.</summary>
    public long? Created => Find(SignatureParameter.Created)?.Number;

    /// <inheritdoc cref="Created"/>
    public long? Expires => Find(SignatureParameter.Expires)?.Number;

    public string? Nonce => Find(SignatureParameter.Nonce)?.Text;

    public string? KeyId => Find(SignatureParameter.KeyId)?.Text;

    public string? Algorithm => Find(SignatureParameter.Algorithm)?.Text;

    public string? Tag => Find(SignatureParameter.Tag)?.Text;

    /// <summary>Reads one member. What is wrong with one says nothing about the others: a proxy may have added a signature that is nobody's business here.</summary>
    public static bool TryRead(StructuredMember member, [NotNullWhen(true)] out SignatureInput? input, [NotNullWhen(false)] out string? error)
    {
        input = null;
        if (member.Items is not { } items)
        {
            error = "A member of Signature-Input is an inner list of strings.";
            return false;
        }

        var components = new string[items.Count];
        for (var i = 0; i < components.Length; i++)
        {
            if (items[i].Parameters.Count > 0)
            {
                error = "Parameters of components (;req, ;sf, ;key, ;bs, ;tr and others) are not supported.";
                return false;
            }

            components[i] = items[i].Text;
        }

        error = SignatureParameter.FindComplaint(member.Parameters);
        input = error is null ? new SignatureInput(member.Key, components, member.Parameters, member.Received) : null;
        return input is not null;
    }

    /// <summary>A member to be written.</summary>
    /// <exception cref="ArgumentException">It could not be read again: label, components or parameters are too many, too long or none.</exception>
    public static SignatureInput Create(string label, IReadOnlyList<string> components, IReadOnlyList<StructuredParameter> parameters)
    {
        if (!StructuredGrammar.IsKey(label))
        {
            throw new ArgumentException("A label begins with a lower-case letter or an asterisk, and holds those, digits, '_', '-' and '.'.", nameof(label));
        }

        if (components.Count > StructuredGrammar.MaxItems || !components.All(component => StructuredGrammar.IsText(component)))
        {
            throw new ArgumentException("There are 32 components at most, in printable ASCII.", nameof(components));
        }

        if (SignatureParameter.FindComplaint(parameters) is { } complaint)
        {
            throw new ArgumentException(complaint, nameof(parameters));
        }

        var input = new SignatureInput(label, components, parameters, received: null);
        return input.Write().Length <= StructuredGrammar.MaxFieldLength ? input : throw new ArgumentException("The member is longer than 8 KiB.", nameof(components));
    }

    /// <summary>The member as it stands in the header.</summary>
    public string Write() => $"{Label}={Canonical}";

    public bool Covers(string component)
    {
        foreach (var one in Components)
        {
            if (one == component)
            {
                return true;
            }
        }

        return false;
    }

    private StructuredValue? Find(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name == name)
            {
                return parameter.Value;
            }
        }

        return null;
    }
}
