using ApiKeys.Hashing;

namespace ApiKeys.Core.Tests.Hashing;

[TestFixture]
public class FixedTimeTests
{
    [Test]
    public void Equal_hashes_are_equal() => Assert.That(FixedTime.AreEqual([1, 2, 3], [1, 2, 3]), Is.True);

    [TestCase(new byte[] { 1, 2, 4 })]
    [TestCase(new byte[] { 0, 2, 3 })]
    [TestCase(new byte[] { 1, 2 })]
    [TestCase(new byte[] { 1, 2, 3, 0 })]
    [TestCase(new byte[0])]
    public void Other_hashes_are_not(byte[] other)
    {
        Assert.That(FixedTime.AreEqual([1, 2, 3], other), Is.False);
        Assert.That(FixedTime.AreEqual(other, [1, 2, 3]), Is.False);
    }

    [Test]
    public void AC_049_two_empty_hashes_are_not_equal() => Assert.That(FixedTime.AreEqual([], []), Is.False);
}
