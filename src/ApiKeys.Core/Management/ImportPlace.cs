namespace ApiKeys.Management;

/// <summary>What an imported key is found by.</summary>
/// <param name="Id">Its lookup id, or what the lookup ids of all keys with its hint begin with.</param>
/// <param name="IsHint">Whether it is the latter.</param>
/// <param name="Member">The member of the row that says so.</param>
internal sealed record ImportPlace(string Id, bool IsHint, string Member);
