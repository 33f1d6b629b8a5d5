namespace ApiKeys.Repository.Tests.Sources;

/// <summary>ATTACKS AC-179: a buffer that held a key's text or a secret's bytes is wiped by whoever made it.</summary>
internal sealed class WipedBufferTests
{
    private const string SecretBuffer = "stackalloc byte[KeyTemplate.MaxKeyLength]";
    private const string SecretText = "stackalloc char[KeyTemplate.MaxKeyLength]";

    [Test]
    public void AC_179_every_buffer_for_a_whole_key_is_cleared()
    {
        var holders = RepositoryFiles.CSharpBelow("src").Select(path => (Path: path, Text: File.ReadAllText(RepositoryFiles.At(path)))).Where(file => Buffers(file.Text) > 0).ToList();

        Assert.That(holders, Has.Count.AtLeast(4), "the check finds the buffers that it is about");
        Assert.That(holders.Where(file => Clears(file.Text) < Buffers(file.Text)).Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void AC_179_no_pool_is_used_that_would_hand_a_secret_to_the_next_renter() =>
        Assert.That(RepositoryFiles.CSharpBelow("src").Where(path => File.ReadAllText(RepositoryFiles.At(path)).Contains("ArrayPool", StringComparison.Ordinal)), Is.Empty);

    [TestCase("Span<byte> a = stackalloc byte[KeyTemplate.MaxKeyLength]; Use(a);", true)]
    [TestCase("Span<byte> a = stackalloc byte[KeyTemplate.MaxKeyLength]; Use(a); a.Clear();", false)]
    public void A_buffer_that_is_not_cleared_is_found_out(string source, bool isLeft) =>
        Assert.That(Clears(source) < Buffers(source), Is.EqualTo(isLeft));

    private static int Buffers(string text) => Count(text, SecretBuffer) + Count(text, SecretText);

    private static int Clears(string text) => Count(text, ".Clear()");

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
