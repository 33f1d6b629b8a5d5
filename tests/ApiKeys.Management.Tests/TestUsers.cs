using System.Collections.Concurrent;

namespace ApiKeys.Management.Tests;

/// <summary>The users of the test host. A test may take a role away at any time.</summary>
internal sealed class TestUsers : ConcurrentDictionary<string, TestUser>
{
    public TestUsers()
    {
        this["admA"] = new TestUser("A", "admin");
        this["admB"] = new TestUser("B", "owner");
        this["userA"] = new TestUser("A", "member");
        this["homeless"] = new TestUser(null, "admin");
    }
}
