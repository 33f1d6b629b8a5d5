using ApiKeys.Format;
using ApiKeys.Scopes;

namespace ApiKeys.Management;

/// <summary>Everything that is wrong with a request for a key, all at once.</summary>
internal static class IssueRequestCheck
{
    private const int LongestName = 100;
    private const int LongestId = 128;
    private const int MostLimits = 4;
    private const int MostCustomers = 1_000;
    private const int MostMetadata = 50;
    private const int LongestMetadataName = 40;
    private const int LongestMetadataValue = 500;

    public static List<ApiKeyError> Run(IssueApiKeyRequest request, ApiKeyFormatOptions format, ApiKeyPolicyOptions policy, ScopeCatalogue scopes)
    {
        var errors = new List<ApiKeyError>();
        Add(errors, nameof(request.Name), PlainText.Complaint(request.Name, LongestName));
        Add(errors, nameof(request.TenantId), request.TenantId is null ? null : PlainText.Complaint(request.TenantId, LongestId));
        Add(errors, nameof(request.CreatedBy), request.CreatedBy is null ? null : PlainText.Complaint(request.CreatedBy, LongestId));
        Add(errors, nameof(request.Environment), EnvironmentComplaint(request.Environment, format));
        Add(errors, nameof(request.CustomerIds), CustomersComplaint(request.CustomerIds));
        Add(errors, nameof(request.Scopes), request.Scopes.FirstOrDefault(scope => !scopes.Knows(scope)) is { } unknown ? $"The scope '{unknown}' is unknown." : null);
        Add(errors, nameof(request.Metadata), MetadataComplaint(request.Metadata));
        Add(errors, nameof(request.RateLimits), LimitsComplaint(request.RateLimits, policy));
        return errors;
    }

    private static void Add(List<ApiKeyError> errors, string member, string? complaint)
    {
        if (complaint is not null)
        {
            errors.Add(new ApiKeyError(ApiKeyErrorCode.Invalid, member, complaint));
        }
    }

    private static string? EnvironmentComplaint(string? environment, ApiKeyFormatOptions format)
    {
        var isNamed = format.Template.Find(KeySegmentKind.Environment) is not null;
        if (environment is null)
        {
            return isNamed ? $"It is required; one of {Names(format)}." : null;
        }

        return format.Environments.Any(known => known.Name == environment) ? null : $"It is not one of {Names(format)}.";
    }

    private static string Names(ApiKeyFormatOptions format) => string.Join(", ", format.Environments.Select(known => known.Name));

    private static string? LimitsComplaint(IReadOnlyList<RateLimit>? limits, ApiKeyPolicyOptions policy)
    {
        if (limits is { Count: 0 } && !policy.AllowUnlimited)
        {
            return "A key without a limit is not allowed here.";
        }

        if (limits is { Count: > MostLimits })
        {
            return $"There are more than {MostLimits} limits.";
        }

        return limits?.DistinctBy(limit => (limit.Window, limit.Algorithm)).Count() < limits?.Count ? "Two limits have the same window." : null;
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
