namespace QuickStart;

public sealed record LeadList(string? TenantId, IReadOnlyList<Lead> Leads);
