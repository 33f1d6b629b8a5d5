namespace ApiKeys.Signing.HttpMessages;

/// <summary>The parts of one HTTP request that a signature can cover (RFC 9421 section 2).</summary>
/// <remarks>
/// The implementor does what needs HTTP. Of a header field: the values of all its lines in their order, each without white space at its ends and with obsolete
/// line folding replaced by one space, joined by <c>", "</c> (section 2.1). Of a derived component: what section 2.2 says, so that
/// <c>@authority</c> is lower-case and without the scheme's own port, <c>@path</c> is a slash where it is empty, and <c>@query</c> begins with a question
/// mark, even where there is no query.
/// </remarks>
public interface IMessageComponents
{
    /// <summary>The value of a header field or of a derived component; empty where the field is there and empty, <see langword="null"/> where it is not there.</summary>
    /// <param name="name">A field's name in lower case, or one of <c>@method</c>, <c>@target-uri</c>, <c>@authority</c>, <c>@scheme</c>, <c>@request-target</c>, <c>@path</c>, <c>@query</c>.</param>
    string? Find(string name);
}
