using System.Globalization;

namespace Samples.Integration;

/// <summary>The integration endpoint of the SalesOS documentation: a collaborator that was sent before counts as existing.</summary>
internal static class DefaultIntegration
{
    public static IntegrationResponse Handle(IntegrationRequest request, HttpContext context, CollaboratorDirectory directory, TimeProvider time)
    {
        var tenant = context.GetApiKey()!.TenantId;
        var sent = request.Collaborators ?? [];
        var good = sent.Where(collaborator => !string.IsNullOrEmpty(collaborator.ExternalId)).ToList();
        var created = good.Count(collaborator => directory.Add(tenant, collaborator));
        var errors = Enumerable.Repeat("external_id is missing", sent.Count - good.Count).ToList();
        return new IntegrationResponse(
            new IntegrationData(created, good.Count - created, errors, sent.Count),
            new ResponseMeta(Guid.NewGuid().ToString(), time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)));
    }
}
