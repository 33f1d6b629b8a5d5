using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ApiKeys.Repository.Tests.Sources;

/// <summary>ATTACKS AC-031: a comparison that ends at the first wrong byte tells how many were right.</summary>
internal sealed class HashComparisonTests
{
    private const string Room = "src/ApiKeys.Core/Hashing";

    private static readonly string[] Comparisons = ["SequenceEqual", "SequenceCompareTo", "Equals", "Compare", "CompareTo", "CompareOrdinal"];

    // Names of algorithms and peppers: neither is secret.
    private static readonly string[] PublicReceivers = ["algorithm", "id"];

    [Test]
    public void AC_031_only_FixedTimeEquals_compares_hashes() =>
        Assert.That(RepositoryFiles.CSharpBelow(Room).Select(SourceText.Read).SelectMany(Violations), Is.Empty);

    [Test]
    public void AC_031_FixedTimeEquals_has_one_caller()
    {
        var callers = RepositoryFiles.CSharpBelow("src").Where(path => SourceText.Read(path).Names().Any(name => name.Text == "FixedTimeEquals"));

        Assert.That(callers, Is.EqualTo([$"{Room}/FixedTime.cs"]));
    }

    [TestCase("class A { bool M() => computed.SequenceEqual(stored); }")]
    [TestCase("class A { bool M() => MemoryExtensions.SequenceEqual(computed, stored); }")]
    [TestCase("class A { bool M() => string.Equals(x.StoredHash, text); }")]
    [TestCase("class A { bool M() => parsed.Hash == text; }")]
    [TestCase("class A { bool M() => computed[0] != stored[0]; }")]
    [TestCase("class A { bool M() => text is not storedHash; }")]
    public void Other_comparisons_are_reported(string text) => Assert.That(Violations(new SourceText("A.cs", text)), Is.Not.Empty);

    [TestCase("class A { bool M() => computed.Length != stored.Length; }")]
    [TestCase("class A { bool M() => stored[0] == '$'; }")]
    [TestCase("class A { bool M() => verdict == HashVerdict.Match; }")]
    [TestCase("class A { bool M() => FixedTime.AreEqual(computed, stored); }")]
    public void Harmless_comparisons_are_not(string text) => Assert.That(Violations(new SourceText("A.cs", text)), Is.Empty);

    private static IEnumerable<string> Violations(SourceText file) =>
        file.Tree.DescendantNodes()
            .Where(node => node switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } =>
                    Comparisons.Contains(call.Name.Identifier.Text) && !PublicReceivers.Contains(LastName(call.Expression)),
                BinaryExpressionSyntax both when both.IsKind(SyntaxKind.EqualsExpression) || both.IsKind(SyntaxKind.NotEqualsExpression) =>
                    (IsHash(both.Left) || IsHash(both.Right)) && both.Left is not LiteralExpressionSyntax && both.Right is not LiteralExpressionSyntax,
                IsPatternExpressionSyntax pattern => pattern.Pattern.DescendantNodesAndSelf().OfType<ConstantPatternSyntax>().Any(constant => IsHash(constant.Expression)),
                _ => false,
            })
            .Select(node => $"{file.Locate(node)}: {node}");

    private static bool IsHash(ExpressionSyntax expression) =>
        LastName(expression) is { } name
        && (name.EndsWith("hash", StringComparison.OrdinalIgnoreCase) || name is "computed" or "stored" or "expected" or "salt" or "key" or "dummy" or "_dummy");

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        ElementAccessExpressionSyntax element => LastName(element.Expression),
        _ => null,
    };
}
