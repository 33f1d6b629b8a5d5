using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ApiKeys.Repository.Tests.Sources;

/// <summary>ATTACKS AC-054: a secret cut from the same draw as the public id would be known to everybody who saw the id.</summary>
internal sealed class RandomnessTests
{
    private const string Generator = "src/ApiKeys.Core/Format/KeyGenerator.cs";

    [Test]
    public void AC_054_random_parts_are_drawn_separately()
    {
        var draws = Draws(SourceText.Read(Generator));

        Assert.Multiple(() =>
        {
            Assert.That(draws, Has.Count.EqualTo(1), "one place draws");
            Assert.That(draws, Has.All.Matches<SyntaxNode>(IsInLoopOverParts), "and stands in the loop over the parts");
        });
    }

    [Test]
    public void AC_054_no_other_file_of_the_format_draws()
    {
        var others = RepositoryFiles.CSharpBelow("src/ApiKeys.Core/Format").Where(path => path != Generator && Draws(SourceText.Read(path)).Count > 0);

        Assert.That(others, Is.Empty);
    }

    [Test]
    public void A_draw_outside_of_the_loop_is_found_out()
    {
        var draw = Draws(new SourceText("A.cs", "class A { void M() { RandomNumberGenerator.Fill(all); foreach (var part in parts) { Copy(all); } } }")).Single();

        Assert.That(IsInLoopOverParts(draw), Is.False);
    }

    private static IReadOnlyList<SyntaxNode> Draws(SourceText file) =>
        [.. file.Names().Where(name => name.Text == "RandomNumberGenerator").Select(name => name.Parent!)];

    private static bool IsInLoopOverParts(SyntaxNode draw) => draw.Ancestors().OfType<ForEachStatementSyntax>().Any();
}
