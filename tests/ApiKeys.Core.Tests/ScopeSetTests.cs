namespace ApiKeys.Core.Tests;

[TestFixture]
public class ScopeSetTests
{
    [Test]
    public void C_9_unrestricted_is_not_the_empty_set()
    {
        Assert.That(ScopeSet.Unrestricted, Is.Not.EqualTo(ScopeSet.None));
        Assert.That(ScopeSet.Unrestricted.Equals(ScopeSet.None), Is.False);
        Assert.That(ScopeSet.Unrestricted.IsUnrestricted, Is.True);
        Assert.That(ScopeSet.None.IsUnrestricted, Is.False);
        Assert.That(ScopeSet.Unrestricted.Contains("leads:read"), Is.False, "it lists none: what it opens is the endpoint's choice");
        Assert.That(ScopeSet.None.Contains("leads:read"), Is.False);
    }

    [Test]
    public void C_9_no_scopes_make_none_and_never_unrestricted()
    {
        Assert.That(ScopeSet.Of(), Is.SameAs(ScopeSet.None));
        Assert.That(ScopeSet.TryCreate([], out var set, out _), Is.True);
        Assert.That(set, Is.SameAs(ScopeSet.None));
        Assert.That(ScopeSet.Of("(unrestricted)").IsUnrestricted, Is.False);
    }

    [Test]
    public void S_13_scopes_are_compared_character_by_character()
    {
        var set = ScopeSet.Of("leads:write", "default:sync", "leads:read");
        Assert.That(set, Is.EqualTo(new[] { "default:sync", "leads:read", "leads:write" }));
        Assert.That(set.Contains("leads:read"), Is.True);
        foreach (var other in new[] { "Leads:Read", "leads:", "leads", "leads:*", "leads:read ", "", "leads:rea\u0064\u0301" })
        {
            Assert.That(set.Contains(other), Is.False, other);
        }
    }

    [TestCase("leads:read")]
    [TestCase("!")]
    [TestCase("~")]
    [TestCase("#[]{}|^_`'")]
    [TestCase("A0.-/*:@")]
    public void Scope_within_the_grammar_is_taken(string scope) => Assert.That(ScopeSet.Of(scope), Is.EqualTo(new[] { scope }));

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("leads:read leads:write")]
    [TestCase("leads:read\n")]
    [TestCase("\tleads")]
    [TestCase("a\"b")]
    [TestCase("a\\b")]
    [TestCase("\u007F")]
    [TestCase("l\u00E9ads")]
    [TestCase("\0")]
    public void AC_094_scope_outside_the_grammar_is_refused(string? scope)
    {
        Assert.That(ScopeSet.TryCreate(["leads:read", scope], out var set, out var error), Is.False);
        Assert.That(set, Is.Null);
        Assert.That(error, Is.Not.Empty);
    }

    [Test]
    public void AC_094_half_a_character_is_refused() => Assert.That(ScopeSet.TryCreate(["a\uD800"], out _, out _), Is.False);

    [Test]
    public void AC_094_scope_named_twice_is_refused()
    {
        Assert.That(ScopeSet.TryCreate(["a", "b", "a"], out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo("The scope 'a' is named twice."));
        Assert.That(() => ScopeSet.Of("a", "a"), Throws.ArgumentException.With.Message.Contains("named twice"));
        Assert.That(ScopeSet.Of("a", "A"), Has.Count.EqualTo(2));
    }

    [TestCase(100, ExpectedResult = true)]
    [TestCase(101, ExpectedResult = false)]
    [TestCase(10_240, ExpectedResult = false)]
    public bool AC_094_long_scope_is_refused(int length) => ScopeSet.TryCreate([new string('a', length)], out _, out _);

    [TestCase(256, ExpectedResult = true)]
    [TestCase(257, ExpectedResult = false)]
    [TestCase(1_000, ExpectedResult = false)]
    public bool AC_094_many_scopes_are_refused(int count) => ScopeSet.TryCreate(Enumerable.Range(0, count).Select(i => $"s:{i}"), out _, out _);

    [Test]
    public void Sets_of_the_same_scopes_are_equal_in_any_order()
    {
        var set = ScopeSet.Of("a", "b");
        Assert.That(set.Equals(ScopeSet.Of("b", "a")), Is.True);
        Assert.That(set.GetHashCode(), Is.EqualTo(ScopeSet.Of("b", "a").GetHashCode()));
        Assert.That(set.Equals(ScopeSet.Of("a")), Is.False);
        Assert.That(set.Equals(ScopeSet.Of("a", "c")), Is.False);
        Assert.That(set.Equals(ScopeSet.Of("a", "b", "c")), Is.False);
        Assert.That(set.Equals("a b"), Is.False);
        Assert.That(set.ToString(), Is.EqualTo("a b"));
        Assert.That(ScopeSet.Unrestricted.ToString(), Is.EqualTo("(unrestricted)"));
    }
}
