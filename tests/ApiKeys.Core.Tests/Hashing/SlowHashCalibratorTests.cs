using ApiKeys.Hashing;
using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Hashing;

[TestFixture]
internal sealed class SlowHashCalibratorTests
{
    private readonly ManualTimeProvider _clock = new();

    private SlowHashCalibrator Calibrator => new(_clock);

    [TestCase(50, 1.0, 10)]
    [TestCase(50, 0.02, 11)]
    [TestCase(250, 0.0625, 11)]
    [TestCase(256, 0.0625, 12)]
    [TestCase(1_000, 0.0625, 13)]
    [TestCase(60_000, 0.000001, 20)]
    public void Cost_is_the_highest_that_fits(int targetMilliseconds, double millisecondsPerRound, int expected) =>
        Assert.That(
            Calibrator.FindBcryptCost(TimeSpan.FromMilliseconds(targetMilliseconds), cost => _clock.Advance(TimeSpan.FromMilliseconds(millisecondsPerRound * Math.Pow(2, cost)))),
            Is.EqualTo(expected));

    [TestCase(1, 19_456, 2)]
    [TestCase(50, 38_912, 3)]
    [TestCase(100, 77_824, 3)]
    [TestCase(25, 19_456, 3)]
    public void Memory_grows_first_and_then_the_passes(int targetMilliseconds, int memoryKib, int passes) =>
        Assert.That(
            Calibrator.FindArgon2(TimeSpan.FromMilliseconds(targetMilliseconds), (m, t) => _clock.Advance(TimeSpan.FromMilliseconds(m * t / 3_040.0))),
            Is.EqualTo((memoryKib, passes)));

    [Test]
    public void One_disturbed_sample_changes_nothing()
    {
        var calls = 0;
        var cost = Calibrator.FindBcryptCost(TimeSpan.FromMilliseconds(100), cost => _clock.Advance(TimeSpan.FromMilliseconds(++calls % 3 == 0 ? 10_000 : Math.Pow(2, cost - 6))));
        Assert.That(cost, Is.EqualTo(12));
    }

    [Test]
    public void It_works_on_this_machine()
    {
        var calibrator = new SlowHashCalibrator(TimeProvider.System);
        Assert.That(calibrator.FindBcryptCost(TimeSpan.FromMilliseconds(1)), Is.EqualTo(10));
        Assert.That(calibrator.FindArgon2(TimeSpan.FromTicks(1)), Is.EqualTo((19_456, 2)));
    }
}
