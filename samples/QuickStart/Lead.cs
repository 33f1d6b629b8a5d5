namespace QuickStart;

public sealed record Lead(string Id, string Name);
