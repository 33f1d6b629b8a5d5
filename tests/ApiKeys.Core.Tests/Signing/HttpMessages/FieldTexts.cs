using ApiKeys.Signing.HttpMessages;
using FsCheck;
using FsCheck.Fluent;

namespace ApiKeys.Core.Tests.Signing.HttpMessages;

/// <summary>Generators of headers: valid ones, ones with a few characters changed, and noise.</summary>
internal static class FieldTexts
{
    private const string KeyStart = "abcdefghijklmnopqrstuvwxyz*";
    private const string KeyRest = KeyStart + "0123456789_-.";

    // What the grammar is made of stands here more often than what it is not made of.
    private const string Telling = "\"\"\\\\::==;;,,(())??  \t*-.@_/+aAzZ019\0\r\n\u007F\u00E4";

    private static readonly string[] Valid =
    [
        Rfc9421Vector.InputField,
        Rfc9421Vector.SignatureField,
        "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1618884473;expires=1618884773;nonce=\"a\\\"b\\\\c\";keyid=\"k\";alg=\"hmac-sha256\";tag=\"app\", sig2=();x;y=?0;z=:AQ==:;t=tok",
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:, sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
        "a=(\"x\";req \"y\";key=\"z\"  \"\"), b;c=1,\td=-999999999999999 , e=\"\", f=::",
    ];

    public static Gen<string> Ascii => Gen.Choose(0, 127).Select(unit => (char)unit).ArrayOf().Select(units => new string(units));

    public static Gen<string> Utf16 => Gen.Choose(0, 0xFFFF).Select(unit => (char)unit).ArrayOf().Select(units => new string(units));

    public static Gen<string> Soup => Gen.Elements(Telling.ToCharArray()).ArrayOf().Select(units => new string(units));

    /// <summary>A valid header after up to five changes.</summary>
    public static Gen<string> Mutated =>
        from text in Gen.Elements(Valid)
        from count in Gen.Choose(0, 5)
        from edits in Edit.ArrayOf(count)
        select edits.Aggregate(text, Apply);

    public static Gen<SignatureInput> Input =>
        from label in Key
        from components in Printable.ArrayOf().Where(all => all.Length <= StructuredGrammar.MaxItems)
        from parameters in Parameters
        where label.Length + components.Sum(text => (2 * text.Length) + 3) + parameters.Sum(one => one.Name.Length + (2 * one.Value.Text.Length) + 24) < StructuredGrammar.MaxFieldLength
        select SignatureInput.Create(label, components, parameters);

    private static Gen<(int Kind, int Place, int Length, char One)> Edit =>
        from kind in Gen.Choose(0, 4)
        from place in Gen.Choose(0, 10_000)
        from length in Gen.Choose(1, 30)
        from one in Gen.Elements(Telling.ToCharArray())
        select (kind, place, length, one);

    private static Gen<string> Printable => Gen.Choose(' ', '~').Select(unit => (char)unit).ArrayOf().Select(units => new string(units));

    private static Gen<string> Key =>
        from first in Gen.Elements(KeyStart.ToCharArray())
        from rest in Gen.Elements(KeyRest.ToCharArray()).ArrayOf()
        select first + new string(rest);

    private static Gen<StructuredParameter[]> Parameters =>
        from known in Gen.SubListOf(
            new StructuredParameter("created", StructuredValue.Integer(1)),
            new StructuredParameter("expires", StructuredValue.Integer(-1)),
            new StructuredParameter("nonce", StructuredValue.String("n\"\\")),
            new StructuredParameter("tag", StructuredValue.String("")))
        from others in (from name in Key from value in Value select new StructuredParameter("x" + name, value)).ArrayOf().Where(all => all.Length <= 12)
        select others.DistinctBy(parameter => parameter.Name).Concat(known).ToArray();

    private static Gen<StructuredValue> Value => Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => StructuredValue.Integer(number * 1_000L)),
        Printable.Select(StructuredValue.String),
        Key.Select(StructuredValue.Token),
        Gen.Elements(StructuredValue.Boolean(true), StructuredValue.Boolean(false)),
        Gen.Choose(0, 255).Select(one => (byte)one).ArrayOf().Select(bytes => StructuredValue.Bytes(bytes)));

    private static string Apply(string text, (int Kind, int Place, int Length, char One) edit)
    {
        var place = edit.Place % (text.Length + 1);
        var rest = Math.Min(edit.Length, text.Length - place);
        return edit.Kind switch
        {
            0 => text.Insert(place, edit.One.ToString()),
            1 => text.Remove(place, Math.Min(1, rest)),
            2 => text.Remove(place, rest),
            3 => text.Insert(place, text.Substring(place, rest)),
            _ => text.Remove(place, Math.Min(1, rest)).Insert(place, edit.One.ToString()),
        };
    }
}
