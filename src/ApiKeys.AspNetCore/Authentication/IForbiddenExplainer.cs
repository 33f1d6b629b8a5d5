using ApiKeys.AspNetCore.Responses;
using Microsoft.AspNetCore.Http;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Says why a good key is refused, from what its endpoint asks for. Implemented above, where endpoints are known.</summary>
internal interface IForbiddenExplainer
{
    /// <summary>What the caller is told. The refusal is counted and logged.</summary>
    ApiKeyRefusal Explain(HttpContext context);
}
