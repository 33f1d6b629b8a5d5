using System.Security.Cryptography;
using System.Text;
using ApiKeys.Caching;
using ApiKeys.Format;

namespace ApiKeys.Verification;

/// <summary>What an imported key may be found by that was not used yet, in the order in which it is tried. Kinds of which there are none left are passed over.</summary>
internal sealed class ImportCandidates(ApiKeyFormat format, ImportMemory memory)
{
    public ImportMemory Memory => memory;

    public async ValueTask<IReadOnlyList<string>> OfAsync(string text, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var kind in new[] { ImportedLookup.Sha256, ImportedLookup.Sha512 })
        {
            if (await memory.FirstAsync(kind, cancellationToken).ConfigureAwait(false) is not null)
            {
                ids.Add(OfDigest(text, kind));
            }
        }

        if (HintOf(text) is { } hint && await memory.FirstAsync(ImportedLookup.Hint, cancellationToken).ConfigureAwait(false) is not null)
        {
            ids.AddRange(await memory.ListAsync(hint, cancellationToken).ConfigureAwait(false));
        }

        return ids;
    }

    /// <summary>One of the secrets that are found by a hint, where a text could have one: what is nobody's costs what it costs.</summary>
    public ValueTask<string?> ExampleAsync(string text, CancellationToken cancellationToken) =>
        HintOf(text) is null ? ValueTask.FromResult<string?>(null) : memory.FirstAsync(ImportedLookup.Hint, cancellationToken);

    // A text with a public id has no hint: whether the id is known is not to show in the time that the answer takes.
    private string? HintOf(string text) => format.TryParse(text, out var parsed) is null && parsed.PublicId.IsEmpty && format.HintShapeOf(text) is { } shape
        ? ImportedLookup.HintOf(shape.Prefix, text[^ImportedLookup.LastLength..])
        : null;

    private string OfDigest(string text, string kind)
    {
        Span<byte> bytes = stackalloc byte[KeyTemplate.MaxKeyLength];
        bytes = bytes[..Encoding.ASCII.GetBytes(text, bytes)];
        Span<byte> digest = stackalloc byte[SHA512.HashSizeInBytes];
        var length = kind == ImportedLookup.Sha256 ? SHA256.HashData(bytes, digest) : SHA512.HashData(bytes, digest);
        bytes.Clear();
        return format.GetImportedLookupId(kind, digest[..length]);
    }
}
