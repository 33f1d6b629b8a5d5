namespace ApiKeys.Timing.Measuring;

/// <summary>How many rounds are measured: the counts that ATTACKS asks for, or a fifth of them, which takes minutes instead of half an hour.</summary>
internal static class Rounds
{
    // The variable that scales the tests, too.
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("APIKEYS_TEST_SCALE") == "full";

    public static int Of(int full) => IsFull ? full : Math.Max(1, full / 5);
}
