using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ApiKeys.Repository.Tests.Sources;

internal sealed partial class SourceRuleTests
{
    private const int MostLines = 150;
    private static readonly string[] Everything = ["src", "tests", "samples", "benchmarks", "eng"];

    [Test]
    public void AC_222_no_regex_is_built_from_user_input() =>
        Assert.That(Product().SelectMany(RegexesOf), Is.Empty, "only Regex.Escape is used in src/: a pattern that meets a caller's text can be made to run for minutes");

    [TestCase("class A { object M(string s) => new Regex(s); }")]
    [TestCase("class A { bool M(string s) => Regex.IsMatch(s, s); }")]
    [TestCase("class A { Regex M(string s) => new(s); }")]
    public void A_regex_is_found(string text) => Assert.That(RegexesOf(new SourceText("A.cs", text)), Is.Not.Empty);

    [Test]
    public void Src_reads_no_clock_but_the_injected_one()
    {
        var reads = from file in Product()
                    from name in file.Names()
                    where name.Text is "UtcNow" or "Now" && name.Parent?.Parent is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "DateTime" or "DateTimeOffset" } }
                    select file.Locate(name);

        Assert.That(reads, Is.Empty);
    }

    [Test]
    public void Nothing_is_left_to_do()
    {
        var marks = from path in Everything.SelectMany(RepositoryFiles.CSharpBelow)
                    from line in File.ReadLines(RepositoryFiles.At(path)).Index()
                    where Unfinished().IsMatch(line.Item)
                    select $"{path}:{line.Index + 1}: {line.Item.Trim()}";

        Assert.That(marks, Is.Empty);
    }

    [Test]
    public void No_file_of_src_is_longer_than_150_lines()
    {
        var lengths = RepositoryFiles.CSharpBelow("src").Select(path => (Path: path, Lines: File.ReadLines(RepositoryFiles.At(path)).Count()));

        Assert.That(lengths.Where(file => file.Lines > MostLines), Is.Empty);
    }

    private static IEnumerable<SourceText> Product() => RepositoryFiles.CSharpBelow("src").Select(SourceText.Read);

    private static IEnumerable<string> RegexesOf(SourceText file) =>
        file.Names()
            .Where(name => name.Text == "Regex" && name.Parent?.Parent is not MemberAccessExpressionSyntax { Name.Identifier.Text: "Escape" })
            .Select(name => $"{file.Locate(name)}: {name.Parent!.Parent}");

    // In two pieces, or the rule would find itself.
    [GeneratedRegex("TO" + "DO|FIX" + "ME|NotImplemented" + "Exception")]
    private static partial Regex Unfinished();
}
