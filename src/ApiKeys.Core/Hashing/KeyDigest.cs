namespace ApiKeys.Hashing;

/// <summary>Thirty-two bytes as a value: a dictionary's key without an array.</summary>
internal readonly record struct KeyDigest(ulong A, ulong B, ulong C, ulong D);
