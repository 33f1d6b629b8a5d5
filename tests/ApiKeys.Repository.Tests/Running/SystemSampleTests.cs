using System.Text.RegularExpressions;

namespace ApiKeys.Repository.Tests.Running;

/// <summary>The three systems' samples: the sequences of their documentation, pasted line by line.</summary>
internal sealed partial class SystemSampleTests
{
    [TestCase("SalesOs", TestName = "S_01_the_sequence_of_SalesOs_can_be_pasted")]
    [TestCase("NexusErp", TestName = "N_07_the_sequence_of_NexusErp_can_be_pasted")]
    [TestCase("GetKeyManager", TestName = "G_04_the_sequence_of_GetKeyManager_can_be_pasted")]
    public async Task The_sequence_can_be_pasted(string name)
    {
        await using var sample = await RunningSample.StartAsync(name, new Dictionary<string, string>());
        await sample.PasteEveryLineAsync();
        var keys = Keys().Matches(sample.Output).Select(match => match.Value).Distinct().ToList();
        Assert.That(keys, Is.Not.Empty);
        Assert.That(keys.Where(sample.Errors.Contains), Is.Empty, "a key stands in the sample's log");
    }

    [GeneratedRegex(@"\b(sk|ak)_[0-9A-Za-z_]{30,}")]
    private static partial Regex Keys();
}
