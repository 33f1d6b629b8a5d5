using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authorization;

/// <summary>Adds the resource filter to MVC, where the host uses MVC.</summary>
internal sealed class MvcAdmission(AdmittingResourceFilter filter) : IPostConfigureOptions<MvcOptions>
{
    public void PostConfigure(string? name, MvcOptions options) => options.Filters.Add(filter);
}
