namespace ApiKeys.Management;

/// <summary>What each change makes of a key's state: pure, and the one place that knows what may follow on what.</summary>
internal static class KeyTransitions
{
    private const string IsRevoked = "The key is revoked, which is final.";

    public static Transition Edit(ApiKeyRecord key, EditApiKeyRequest edit, RecordRules rules, ApiKeyPolicyOptions policy, DateTimeOffset now)
    {
        if (edit.ExpectedVersion is { } version && version != key.Version)
        {
            return Transition.Conflict("The key has changed since it was read.");
        }

        if (key.RevokedAt is not null)
        {
            return Transition.Conflict(IsRevoked);
        }

        if (NullMember(edit) is { } member)
        {
            return Transition.Invalid(member, "It is missing.");
        }

        var after = key with
        {
            Name = edit.Name.Or(key.Name)!,
            Scopes = edit.Scopes.Or(key.Scopes)!,
            RateLimits = [.. edit.RateLimits.Or(key.RateLimits)!],
            AllowedIps = edit.AllowedIps.Or(key.AllowedIps),
            CustomerIds = edit.CustomerIds.Or(key.CustomerIds)?.ToArray(),
            Metadata = edit.Metadata.Or(key.Metadata)!.ToDictionary(StringComparer.Ordinal),
            ExpiresAt = edit.ExpiresAt.Or(key.ExpiresAt)?.ToUniversalTime(),
        };
        var errors = rules.Run(after);
        if (edit.ExpiresAt.IsNamed && ExpiryComplaint(key.ExpiresAt, after.ExpiresAt, policy.ExpiryEdit, now) is { } complaint)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, nameof(edit.ExpiresAt), complaint));
        }

        return errors.Count > 0 ? Transition.Refused(errors) : Transition.To(after);
    }

    public static Transition Disable(ApiKeyRecord key, DateTimeOffset now)
    {
        if (key.RevokedAt is not null)
        {
            return Transition.Conflict(IsRevoked);
        }

        return Transition.To(key.DisabledAt is null ? key with { DisabledAt = now } : key);
    }

    public static Transition Enable(ApiKeyRecord key) => key.RevokedAt is not null
        ? Transition.Conflict(IsRevoked)
        : Transition.To(key.DisabledAt is null ? key : key with { DisabledAt = null });

    /// <summary>Final, and the first revocation's time, actor and reason stay (CONTRACT S-9).</summary>
    public static Transition Revoke(ApiKeyRecord key, string? reason, string? actor, DateTimeOffset now)
    {
        const int LongestReason = 500;
        if (key.RevokedAt is not null)
        {
            return Transition.To(key);
        }

        return !string.IsNullOrEmpty(reason) && PlainText.LinesComplaint(reason, LongestReason) is { } complaint
            ? Transition.Invalid(nameof(reason), complaint)
            : Transition.To(key with { RevokedAt = now, RevokedBy = actor, RevokedReason = string.IsNullOrEmpty(reason) ? null : reason });
    }

    /// <summary>The old secrets end now; the key's own end does not move (ATTACKS AC-074).</summary>
    public static Transition Regenerate(ApiKeyRecord key, SecretVersion fresh, ApiKeyPolicyOptions policy) =>
        RenewalComplaint(key, policy) ?? Transition.To(key with { Secrets = [fresh] });

    /// <summary>The old secret ends after the grace, but never later than it would have. Two secrets live at most.</summary>
    public static Transition Rotate(ApiKeyRecord key, SecretVersion fresh, TimeSpan? asked, ApiKeyPolicyOptions policy, DateTimeOffset now)
    {
        if (RenewalComplaint(key, policy) is { } complaint)
        {
            return complaint;
        }

        var grace = asked ?? policy.RotationGrace;
        if (grace < TimeSpan.Zero || grace > DateTimeOffset.MaxValue - now)
        {
            return Transition.Invalid(nameof(grace), "It is negative or lies beyond the calendar.");
        }

        var living = key.Secrets.Where(secret => secret.ExpiresAt is null || secret.ExpiresAt > now).ToList();
        if (living.Count > 1)
        {
            return Transition.Conflict("A rotation is under way: two secrets are valid. Wait for the old one to end, or regenerate the key.");
        }

        var end = now + grace;
        return Transition.To(key with { Secrets = [fresh, .. living.Select(old => old with { ExpiresAt = old.ExpiresAt < end ? old.ExpiresAt : end })] });
    }

    /// <summary>The key is gone for everybody; its row goes now or later.</summary>
    public static Transition Delete(ApiKeyRecord key, DeletionPolicy policy, DateTimeOffset now) => policy switch
    {
        DeletionPolicy.Off => Transition.NotAllowed("Keys cannot be deleted here; revoke the key."),
        DeletionPolicy.Hard => Transition.Deletion(null),
        _ => Transition.Deletion(key with { DeletedAt = now }),
    };

    private static Transition? RenewalComplaint(ApiKeyRecord key, ApiKeyPolicyOptions policy)
    {
        if (!policy.AllowRenewal)
        {
            return Transition.NotAllowed("A key's secret cannot be renewed here; issue a second key and revoke this one.");
        }

        return key.RevokedAt is not null ? Transition.Conflict(IsRevoked) : null;
    }

    private static string? NullMember(EditApiKeyRequest edit) => edit switch
    {
        { Scopes: { IsNamed: true, Value: null } } => nameof(edit.Scopes),
        { RateLimits: { IsNamed: true, Value: null } } => nameof(edit.RateLimits),
        { Metadata: { IsNamed: true, Value: null } } => nameof(edit.Metadata),
        _ => null,
    };

    private static string? ExpiryComplaint(DateTimeOffset? before, DateTimeOffset? after, ExpiryEdit allowed, DateTimeOffset now)
    {
        if (allowed == ExpiryEdit.Never)
        {
            return "The end of a key cannot be changed here.";
        }

        if (after <= now)
        {
            return "It is not in the future; revoke or disable the key to end it now.";
        }

        return allowed == ExpiryEdit.ShortenOnly && before is not null && (after is null || after > before)
            ? "The end of a key can only come earlier."
            : null;
    }
}
