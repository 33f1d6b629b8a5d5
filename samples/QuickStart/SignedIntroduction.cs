using ApiKeys;
using ApiKeys.Management;

namespace QuickStart;

/// <summary>Issues a key that signs, and prints how a request is signed with openssl.</summary>
internal static class SignedIntroduction
{
    private const string SampleBody = """{"amount":10}""";
    private const string ChangedBody = """{"amount":9999}""";

    public static async Task PrintAsync(WebApplication app, string url)
    {
        var manager = app.Services.GetRequiredService<ApiKeyManager>();
        var request = new IssueApiKeyRequest { Name = "Signer", TenantId = "acme", Environment = "live", Mode = ApiKeyMode.Signed, CreatedBy = "quickstart" };
        var result = await manager.IssueAsync(request, CancellationToken.None);
        var issued = result.Succeeded ? result.Value : throw new InvalidOperationException(result.Errors[0].Message);
        Console.WriteLine($$"""

            A fifth key signs requests: its secret, which is shown here once, is never sent. Paste this first:

            API_KEY={{issued.Secret.Reveal()}}
            API_KEY_SECRET={{issued.SigningSecret!.Reveal()}}
            sha256() { openssl dgst -sha256 "$@" -r | cut -d ' ' -f 1; }
            sign() {
              local time=$(date +%s) key=key:$API_KEY_SECRET part
              for part in "$API_KEY" "$time" "$1" "$2" "$(printf %s "$3" | sha256)"; do key=hexkey:$(printf %s "$part" | sha256 -mac HMAC -macopt "$key"); done
              echo "Authorization: P2S-SIGN-V1 $API_KEY:$time:${key#hexkey:}"
            }

            # 19. Method, path, body and time are signed: 200
            curl -i -X POST {{url}}/signed/echo -H "$(sign POST /signed/echo '{{SampleBody}}')" -H "Content-Type: application/json" -d '{{SampleBody}}'

            # 20. With a query, which is signed too, and a body that is changed afterwards: 401
            curl -i -X POST "{{url}}/signed/echo?n=2" -H "$(sign POST "/signed/echo?n=2" '{{SampleBody}}')" -H "Content-Type: application/json" -d '{{ChangedBody}}'

            ps shows openssl's arguments while it runs; samples/signing/sign.sh does without them.
            """);
    }
}
