namespace ApiKeys.Format;

/// <summary>What a part of a key's text stands for.</summary>
internal enum KeySegmentKind
{
    Literal,
    Environment,
    PublicId,
    Secret,
    Checksum,
}
