using ApiKeys.Repository.Tests.Sources;

namespace ApiKeys.Repository.Tests.Layers;

/// <summary>That the layer check can fail, shown on small samples.</summary>
internal sealed class LayerCheckTests
{
    private static readonly string[][] Layers = [[""], ["Format", "Stores"], ["Verification"]];

    [Test]
    public void A_room_that_mentions_a_higher_one_is_reported() =>
        Assert.That(
            Check(("Format/Parser.cs", "namespace P.Format;\nclass Parser { object Make() => new P.Verification.Verifier(); }")),
            Is.EqualTo(["src/P/Format/Parser.cs:2: Format/ (layer 1) mentions Verifier of Verification/ (layer 2)."]));

    [Test]
    public void A_room_that_mentions_another_of_its_layer_is_reported() =>
        Assert.That(Check(("Format/Parser.cs", "class Parser(Store store);")), Has.Count.EqualTo(1).And.One.Contains("mentions Store of Stores/"));

    [Test]
    public void The_root_mentions_no_room() =>
        Assert.That(Check(("Word.cs", "class Word { Store? Here; }")), Has.One.Contains("the root (layer 0) mentions Store of Stores/"));

    [Test]
    public void A_mention_in_the_hole_of_a_text_is_reported() =>
        Assert.That(Check(("Format/Parser.cs", "class Parser { string S => $\"\"\"{nameof(Verifier)}\"\"\"; }")), Has.Count.EqualTo(1));

    [Test]
    public void Lower_layers_comments_texts_and_usings_are_no_mention() =>
        Assert.That(
            Check(
                ("Format/Parser.cs", "using Verifier = System.Object;\n/// <see cref=\"Verifier\"/>\nclass Parser { /* Verifier */ string S => \"Verifier\"; } // Verifier"),
                ("Verification/Cache.cs", "class Cache(Verifier verifier, Store store, Word word);")),
            Is.Empty);

    [Test]
    public void A_room_without_a_place_in_the_table_is_reported() =>
        Assert.That(Check(("Attic/Box.cs", "class Box;")), Has.One.Contains("Attic/ has no place in the layer table"));

    [Test]
    public void A_place_in_the_table_without_a_room_is_reported() =>
        Assert.That(new LayerCheck([["Cellar"]], []).Violations(), Has.One.Contains("'Cellar', which holds no file"));

    [TestCase("Format/A.cs", "namespace P.Format; public class A; public class B;", "several public types: A, B")]
    [TestCase("Format/A.cs", "namespace P.Format; public class B;", "declares B: file and type have one name")]
    [TestCase("Format/A.cs", "namespace P; public class A;", "its folder asks for P.Format")]
    [TestCase("Format/A.cs", "namespace Microsoft.Extensions.DependencyInjection; static class AExtensions;", "its folder asks for P.Format")]
    public void A_file_that_is_not_what_its_name_says_is_reported(string path, string text, string expected)
    {
        var room = Room.Of("P", [new SourceText($"src/P/{path}", text)]).Single();

        Assert.That(TypeFileCheck.Violations("P", room), Has.One.Contains(expected));
    }

    private static IReadOnlyList<string> Check(params (string Path, string Text)[] files)
    {
        (string Path, string Text)[] frame = [("Word.cs", "class Word;"), ("Format/Frame.cs", "class Frame;"), ("Stores/Store.cs", "class Store;"), ("Verification/Verifier.cs", "class Verifier;")];
        var sources = frame.ExceptBy(files.Select(file => file.Path), file => file.Path).Concat(files).Select(file => new SourceText($"src/P/{file.Path}", file.Text));
        return new LayerCheck(Layers, Room.Of("P", sources)).Violations();
    }
}
