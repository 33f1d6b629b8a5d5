using ApiKeys.Signing.HttpMessages;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

/// <summary>Noise and headers that were changed, the same in every run: a failure can be repeated by its seed. A hundred times as much in long runs, about ten minutes.</summary>
[TestFixture]
internal sealed class HttpMessagePropertyTests
{
    private static readonly ulong[] Seeds = [8941, 9421, 9530];

    [TestCaseSource(nameof(Seeds))]
    public void What_is_written_is_read_again(ulong seed) => Check(seed, 1_200, FieldTexts.Input, IsReadAgain);

    [TestCaseSource(nameof(Seeds))]
    public void Changed_headers_are_read_as_the_grammar_says_or_refused_without_an_exception(ulong seed)
    {
        var (taken, refused) = (0, 0);
        Check(seed, 10_000, FieldTexts.Mutated, field =>
        {
            var isTaken = FieldGrammar.Takes(field);
            (taken, refused) = isTaken ? (taken + 1, refused) : (taken, refused + 1);
            return IsReadAsTheGrammarSays(field);
        });

        Assert.That(Math.Min(taken, refused), Is.GreaterThan(1_000), "both happen");
    }

    [TestCaseSource(nameof(Seeds))]
    public void Noise_is_read_as_the_grammar_says_or_refused_without_an_exception(ulong seed)
    {
        Check(seed, 4_000, FieldTexts.Ascii, IsReadAsTheGrammarSays);
        Check(seed, 2_000, FieldTexts.Utf16, IsReadAsTheGrammarSays);
        Check(seed, 4_000, FieldTexts.Soup, IsReadAsTheGrammarSays);
        Check(seed, 4_000, FieldTexts.Soup.Select(soup => "a=(" + soup), IsReadAsTheGrammarSays);
        Check(seed, 4_000, FieldTexts.Soup.Select(soup => "a;b=" + soup), IsReadAsTheGrammarSays);
    }

    private static void Check<T>(ulong seed, int rounds, Gen<T> values, Func<T, bool> holds)
    {
        var replay = FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None));
        Prop.ForAll(values.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(TestScale.Of(100 * rounds)).WithReplay(replay));
    }

    private static bool IsReadAgain(SignatureInput written) =>
        StructuredFields.TryParse(written.Write(), out var members, out _)
        && members.Count == 1
        && SignatureInput.TryRead(members[0], out var read, out _)
        && read.Label == written.Label
        && read.Components.SequenceEqual(written.Components)
        && read.Parameters.SequenceEqual(written.Parameters)
        && read.Canonical == written.Canonical
        && read.Received == written.Canonical
        && FieldGrammar.Takes(written.Write());

    // Repetitions and bounds are no matter of the grammar, and say so.
    private static bool IsReadAsTheGrammarSays(string field)
    {
        ContentDigest.TryRead(field, out _, out _);
        MessageSignature.TryRead(field, "sig1", out _, out _);
        var isRead = StructuredFields.TryParse(field, out var members, out var error);
        return isRead
            ? error is null && FieldGrammar.Takes(field) && members.All(IsCanonicalAgain)
            : members.Count == 0 && (!FieldGrammar.Takes(field) || error!.Contains("twice") || error.Contains("more than"));
    }

    private static bool IsCanonicalAgain(StructuredMember member) => !SignatureInput.TryRead(member, out var input, out var error) ? error.Length > 0 : IsReadAgain(SignatureInput.Create(input.Label, input.Components, input.Parameters));
}
