namespace ApiKeys.AspNetCore.Tests.Host;

/// <summary>How many rounds a test plays: the full count, or a hundredth of it in everyday runs.</summary>
internal static class TestScale
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("APIKEYS_TEST_SCALE") == "full";

    public static int Of(int full) => IsFull ? full : Math.Max(1, full / 100);
}
