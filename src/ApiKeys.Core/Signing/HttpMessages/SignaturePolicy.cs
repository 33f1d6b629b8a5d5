namespace ApiKeys.Signing.HttpMessages;

/// <summary>What a signature must cover and say to be worth verifying (RFC 9421 section 3.2.1): one that covers nothing proves nothing about the request.</summary>
internal sealed class SignaturePolicy
{
    /// <summary>A policy that asks for these components.</summary>
    /// <exception cref="ArgumentException">A component is none that a signature can cover here: no request would ever pass.</exception>
    public SignaturePolicy(IEnumerable<string> requiredComponents)
    {
        RequiredComponents = [.. requiredComponents];
        if (RequiredComponents.FirstOrDefault(name => ComponentName.FindComplaint(name) is not null) is { } wrong)
        {
            throw new ArgumentException($"'{wrong}' cannot be asked for: {ComponentName.FindComplaint(wrong)}", nameof(requiredComponents));
        }
    }

    // The whole target is more than its parts (RFC 9421 sections 2.2.2 and 2.2.5).
    private static bool IsCovered(SignatureInput input, string component) => input.Covers(component) || component switch
    {
        "@path" or "@query" => input.Covers("@request-target") || input.Covers("@target-uri"),
        "@scheme" or "@authority" => input.Covers("@target-uri"),
        _ => false,
    };

    public IReadOnlyList<string> RequiredComponents { get; }

    public bool RequiresCreated { get; init; }

    public bool RequiresKeyId { get; init; }

    public bool RequiresNonce { get; init; }

    /// <summary>The only <c>tag</c> that is taken; <see langword="null"/> for any and none.</summary>
    public string? RequiredTag { get; init; }

    /// <summary>What is missing, for developers: components in quotes, parameters behind a semicolon. Empty where the policy is met. A wrong tag is a missing one, and so is an empty key id or nonce.</summary>
    public IReadOnlyList<string> FindMissing(SignatureInput input)
    {
        var missing = new List<string>();
        foreach (var component in RequiredComponents)
        {
            Require(IsCovered(input, component), $"\"{component}\"");
        }

        Require(!RequiresCreated || input.Created is not null, ";" + SignatureParameter.Created);
        Require(!RequiresKeyId || !string.IsNullOrEmpty(input.KeyId), ";" + SignatureParameter.KeyId);
        Require(!RequiresNonce || !string.IsNullOrEmpty(input.Nonce), ";" + SignatureParameter.Nonce);
        Require(RequiredTag is null || input.Tag == RequiredTag, ";" + SignatureParameter.Tag);
        return missing;

        void Require(bool isThere, string name)
        {
            if (!isThere)
            {
                missing.Add(name);
            }
        }
    }
}
