using ApiKeys.Testing;

namespace ApiKeys.Core.Tests.Testing;

[TestFixture]
public class ArrivalGateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task Gate_opens_when_the_last_caller_arrives()
    {
        var gate = new ArrivalGate(3);
        var early = new[] { gate.ArriveAsync(None), gate.ArriveAsync(None) };
        Assert.That(early.Select(task => task.IsCompleted), Is.All.False);
        Assert.That(gate.Arrived, Is.EqualTo(2));
        await gate.ArriveAsync(None);
        await Task.WhenAll(early);
        Assert.That(gate.ArriveAsync(None).IsCompleted, Is.True, "later callers pass at once");
    }

    [Test]
    public async Task Gate_of_many_callers_lets_all_of_them_pass()
    {
        var gate = new ArrivalGate(64);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => gate.ArriveAsync(None))));
        Assert.That(gate.Arrived, Is.EqualTo(64));
    }

    [Test]
    public async Task Cancelled_caller_leaves_and_the_others_wait_on()
    {
        var gate = new ArrivalGate(3);
        using var cancellation = new CancellationTokenSource();
        var impatient = gate.ArriveAsync(cancellation.Token);
        var patient = gate.ArriveAsync(None);
        await cancellation.CancelAsync();
        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(patient.IsCompleted, Is.False);
        gate.Open();
        await patient;
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Gate_for_nobody_cannot_be_made(int callers) =>
        Assert.That(() => new ArrivalGate(callers), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
