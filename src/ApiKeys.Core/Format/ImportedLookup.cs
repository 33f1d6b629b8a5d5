using System.Globalization;

namespace ApiKeys.Format;

/// <summary>The lookup ids of imported secrets that were not used yet. Each holds a colon, which no public id and no digest of a text does.</summary>
internal static class ImportedLookup
{
    /// <summary>Behind it stands what is derived from SHA-256 of the whole text.</summary>
    public const string Sha256 = "sha256:";

    /// <summary>Behind it stands what is derived from SHA-512 of the whole text.</summary>
    public const string Sha512 = "sha512:";

    /// <summary>Behind it stand the beginning and the end of the text, and a number that tells apart keys that share them.</summary>
    public const string Hint = "hint:";

    /// <summary>Behind it stands the key's own id: nobody looks for it. A revoked key opens nothing, and takes no hint away from another.</summary>
    public const string Kept = "kept:";

    /// <summary>How many keys may share one hint: as many slow hashes does a wrong text cost at most.</summary>
    public const int MostCandidates = 8;

    /// <summary>How many last characters a hint has.</summary>
    public const int LastLength = 4;

    public static bool IsOne(string lookupId) => lookupId.Contains(':', StringComparison.Ordinal);

    /// <summary>What the lookup ids of all keys with one hint begin with.</summary>
    public static string HintOf(string prefix, string last) => $"{Hint}{prefix}:{last}:";

    public static string Slot(string hint, int number) => hint + number.ToString(CultureInfo.InvariantCulture);
}
