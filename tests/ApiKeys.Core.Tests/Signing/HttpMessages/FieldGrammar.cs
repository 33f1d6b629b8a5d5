using System.Text.RegularExpressions;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

/// <summary>The same subset of RFC 8941 a second time, as one regular expression: what it takes must be read, but for repetitions and bounds, and nothing else.</summary>
internal static class FieldGrammar
{
    private const string Key = @"[a-z*][a-z0-9_\-.*]*";
    private const string Text = """
        "(?:[ !#-\[\]-~]|\\["\\])*"
        """;

    private const string Bytes = "(?::(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?:)";
    private const string Value = $@"(?:-?[0-9]{{1,15}}|{Text}|[A-Za-z*][A-Za-z0-9!#$%&'*+\-.^_`|~:/]*|\?[01]|{Bytes})";
    private const string Parameters = $"(?:; *{Key}(?:={Value})?)*";
    private const string Item = $"{Text}{Parameters}";
    private const string InnerList = $@"\( *(?:{Item}(?: +{Item})* *)?\)";
    private const string Member = $"{Key}(?:=(?:{InnerList}|{Value}))?{Parameters}";

    // Without backtracking: a mutated header must not run for minutes.
    private static readonly Regex Dictionary = new($@"^ *(?:{Member}(?:[ \t]*,[ \t]*{Member})*[ \t]*)?\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static bool Takes(string field) => Dictionary.IsMatch(field);
}
