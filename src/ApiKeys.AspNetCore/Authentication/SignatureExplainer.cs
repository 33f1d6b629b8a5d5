using System.Globalization;
using ApiKeys.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Says what the server saw of a request whose signature is refused: two parties that compute different signatures find the difference in no other way.</summary>
internal sealed class SignatureExplainer(IOptions<ApiKeySignedRequestOptions> options, IHostEnvironment environment, TimeProvider time)
{
    private const int LongestTarget = 300;
    private readonly bool _isOn = options.Value.Explain ?? environment.IsDevelopment();

    /// <summary>The sentence; null where there is nothing to say, or nobody is to hear it.</summary>
    public string? Explain(ApiKeyFailureReason reason, SignedRequest signed, HttpRequest request, string target, byte[]? bodyHash)
    {
        if (!_isOn || reason is not (ApiKeyFailureReason.StaleSignature or ApiKeyFailureReason.WrongSignature or ApiKeyFailureReason.ReplayedSignature or ApiKeyFailureReason.UnknownKey))
        {
            return null;
        }

        var age = time.GetUtcNow().ToUnixTimeSeconds() - signed.Timestamp;
        var shown = target.Length > LongestTarget ? target[..LongestTarget] + "…" : target;
        var hash = bodyHash is null ? "the body was not read" : $"SHA-256 of the body {Convert.ToHexStringLower(bodyHash)}";
        var text = signed is HttpMessageSignedRequest message ? $" The signature base is: {message.SignatureBase}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{WordOf(reason)} The server saw method {request.Method}, target {shown}, timestamp {signed.Timestamp} ({Math.Abs(age)} s {(age < 0 ? "ahead of" : "behind")} its clock), {hash}.{text}");
    }

    /// <summary>A sentence, where anybody is to hear it.</summary>
    public string? Tell(string? sentence) => _isOn ? sentence : null;

    private static string WordOf(ApiKeyFailureReason reason) => reason switch
    {
        ApiKeyFailureReason.StaleSignature => "The timestamp is not fresh.",
        ApiKeyFailureReason.ReplayedSignature => "The signature was accepted before.",
        ApiKeyFailureReason.UnknownKey => "No key has this public part.",
        _ => "The signature is not that of this request and this key.",
    };
}
