namespace ApiKeys.Timing.Hosting;

/// <summary>A host with as many keys as a case of ATTACKS speaks of.</summary>
internal static class Crowd
{
    public const int Keys = 100_000;

    public static Node Start(int keys)
    {
        var node = new Node();
        for (var i = 0; i < keys; i++)
        {
            node.Issue();
        }

        return node;
    }
}
