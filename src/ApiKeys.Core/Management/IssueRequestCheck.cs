using ApiKeys.Format;

namespace ApiKeys.Management;

/// <summary>Everything that is wrong with a request for a key, all at once.</summary>
internal static class IssueRequestCheck
{
    private const int LongestName = 100;
    private const int LongestId = 128;

    public static List<ApiKeyError> Run(IssueApiKeyRequest request, ApiKeyFormatOptions format)
    {
        var errors = new List<ApiKeyError>();
        Add(errors, nameof(request.Name), PlainText.Complaint(request.Name, LongestName));
        Add(errors, nameof(request.TenantId), request.TenantId is null ? null : PlainText.Complaint(request.TenantId, LongestId));
        Add(errors, nameof(request.CreatedBy), request.CreatedBy is null ? null : PlainText.Complaint(request.CreatedBy, LongestId));
        Add(errors, nameof(request.Environment), EnvironmentComplaint(request.Environment, format));
        Add(errors, nameof(request.CustomerIds), CustomersComplaint(request.CustomerIds));
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

    private static string? CustomersComplaint(IReadOnlyList<string>? customers)
    {
        if (customers is { Count: 0 })
        {
            return "An empty list would admit no customer; leave it out to admit all.";
        }

        return customers?.Select(customer => PlainText.Complaint(customer, LongestId)).FirstOrDefault(complaint => complaint is not null);
    }
}
