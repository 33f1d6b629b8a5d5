using ApiKeys.Format;
using ApiKeys.Scopes;

namespace ApiKeys.Management;

/// <summary>What a key may look like, whether it is new or edited. Everything that is wrong is said at once.</summary>
internal sealed class RecordRules(ApiKeyFormatOptions format, ApiKeyPolicyOptions policy, ScopeCatalogue scopes)
{
    private const int LongestName = 100;
    private const int LongestId = 128;
    private const int MostLimits = 4;
    private const int MostCustomers = 1_000;
    private const int MostMetadata = 50;
    private const int LongestMetadataName = 40;
    private const int LongestMetadataValue = 500;

    public List<ApiKeyError> Run(ApiKeyRecord record)
    {
        var errors = new List<ApiKeyError>();
        Add(errors, nameof(record.Name), PlainText.Complaint(record.Name, LongestName));
        Add(errors, nameof(record.TenantId), record.TenantId is null ? null : PlainText.Complaint(record.TenantId, LongestId));
        Add(errors, nameof(record.CreatedBy), record.CreatedBy is null ? null : PlainText.Complaint(record.CreatedBy, LongestId));
        Add(errors, nameof(record.Environment), EnvironmentComplaint(record.Environment));
        Add(errors, nameof(record.CustomerIds), CustomersComplaint(record.CustomerIds));
        Add(errors, nameof(record.Scopes), record.Scopes.IsUnrestricted && !policy.AllowUnrestricted ? "A key without scope restriction is not allowed here." : null);
        Add(errors, nameof(record.Scopes), record.Scopes.FirstOrDefault(scope => !scopes.Knows(scope)) is { } unknown ? $"The scope '{unknown}' is unknown." : null);
        Add(errors, nameof(record.Metadata), MetadataComplaint(record.Metadata));
        Add(errors, nameof(record.RateLimits), LimitsComplaint(record.RateLimits));
        Add(errors, "Expiry", ExpiryComplaint(record));
        return errors;
    }

    private static void Add(List<ApiKeyError> errors, string member, string? complaint)
    {
        if (complaint is not null)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, member, complaint));
        }
    }

    private string? EnvironmentComplaint(string? environment)
    {
        var isNamed = format.Template.Find(KeySegmentKind.Environment) is not null;
        if (environment is null)
        {
            return isNamed ? $"It is required; one of {Names()}." : null;
        }

        return format.Environments.Any(known => known.Name == environment) ? null : $"It is not one of {Names()}.";
    }

    private string Names() => string.Join(", ", format.Environments.Select(known => known.Name));

    private string? LimitsComplaint(IReadOnlyList<RateLimit> limits)
    {
        if (limits.Count == 0 && !policy.AllowUnlimited)
        {
            return "A key without a limit is not allowed here.";
        }

        if (limits.Count > MostLimits)
        {
            return $"There are more than {MostLimits} limits.";
        }

        if (policy.MaxRequestsPerHour is { } most && !limits.Any(limit => limit.Permits / limit.Window.TotalHours <= most))
        {
            return $"More than {most} requests an hour are not allowed here.";
        }

        return limits.DistinctBy(limit => (limit.Window, limit.Algorithm)).Count() < limits.Count ? "Two limits have the same window." : null;
    }

    private string? ExpiryComplaint(ApiKeyRecord record)
    {
        if (record.ExpiresAt is not { } end)
        {
            return policy.ExpiryRequired ? "Every key has to end here." : null;
        }

        if (end <= record.NotBeforeAt)
        {
            return "It is not behind the instant at which the key becomes valid.";
        }

        // Rounding moves an end by less than a day, and a life that was allowed before it is allowed after it.
        var life = end - record.CreatedAt;
        if (life > TimeSpan.Zero && life + (policy.ExpiryRounding == ExpiryRounding.StartOfDayUtc ? TimeSpan.FromDays(1) : TimeSpan.Zero) < policy.MinLifetime)
        {
            return $"It is less than {policy.MinLifetime.TotalDays:0.##} days after the key is issued.";
        }

        return life - (policy.ExpiryRounding == ExpiryRounding.EndOfDayUtc ? TimeSpan.FromDays(1) : TimeSpan.Zero) > policy.MaxLifetime ? $"It is more than {policy.MaxLifetime.TotalDays:0.##} days after the key is issued." : null;
    }

    private static string? CustomersComplaint(IReadOnlyList<string>? customers)
    {
        if (customers is { Count: 0 })
        {
            return "An empty list would admit no customer; leave it out to admit all.";
        }

        if (customers is { Count: > MostCustomers })
        {
            return $"There are more than {MostCustomers} customers.";
        }

        return customers?.Select(customer => PlainText.Complaint(customer, LongestId)).FirstOrDefault(complaint => complaint is not null);
    }

    private static string? MetadataComplaint(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count > MostMetadata)
        {
            return $"There are more than {MostMetadata} entries.";
        }

        return metadata
            .Select(pair => PlainText.Complaint(pair.Key, LongestMetadataName) ?? (pair.Value.Length == 0 ? null : PlainText.Complaint(pair.Value, LongestMetadataValue)))
            .FirstOrDefault(complaint => complaint is not null);
    }
}
