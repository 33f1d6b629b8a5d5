using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ApiKeys.Repository.Tests.Sources;

/// <summary>One C# file, taken apart without being compiled.</summary>
internal sealed class SourceText
{
    // The parser's package is one version behind the compiler that builds the repository.
    private static readonly CSharpParseOptions Newest = new(LanguageVersion.Preview);

    public SourceText(string path, string text)
    {
        Path = path;
        Tree = CSharpSyntaxTree.ParseText(text, Newest).GetRoot();
    }

    /// <summary>The path from the root of the repository, with forward slashes.</summary>
    public string Path { get; }

    public SyntaxNode Tree { get; }

    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    public string? Namespace => Tree.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();

    /// <summary>The types that the file declares, without those within other types.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Types =>
        [.. Tree.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)];

    public static SourceText Read(string path) => new(path, RepositoryFiles.Read(path));

    public static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax function ? function.Identifier.Text : ((BaseTypeDeclarationSyntax)type).Identifier.Text;

    /// <summary>Every name in the code: none in comments, texts and usings, but those within the holes of interpolated texts.</summary>
    public IEnumerable<SyntaxToken> Names() =>
        Tree.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && !token.Parent!.AncestorsAndSelf().Any(node => node is UsingDirectiveSyntax));

    /// <summary>Where a piece of the file stands, for messages.</summary>
    public string Locate(SyntaxNodeOrToken piece) => $"{Path}:{piece.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}";
}
