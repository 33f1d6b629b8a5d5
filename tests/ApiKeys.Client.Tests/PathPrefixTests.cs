using System.Net;
using ApiKeys.Client.Tests.Hosts;
using ApiKeys.Signing;

namespace ApiKeys.Client.Tests;

/// <summary>A path that is signed with something in front of it that is not sent, against this library's own server.</summary>
internal sealed class PathPrefixTests
{
    [TestCase(ApiKeySigningScheme.P2sSignV1)]
    [TestCase(ApiKeySigningScheme.HttpMessageSignatures)]
    public async Task AC_194_what_is_signed_in_front_of_the_path_and_not_sent_is_another_path(ApiKeySigningScheme scheme)
    {
        await using var server = await OwnServer.StartAsync();
        var key = await server.IssueAsync(scheme);
        foreach (var (prefix, status) in new[] { ("/functions", HttpStatusCode.Unauthorized), ("", HttpStatusCode.OK) })
        {
            using var client = server.Connect(key, scheme, options => options.PathPrefix = prefix);
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
            Assert.That(answer.StatusCode, Is.EqualTo(status), prefix);
            Assert.That(await answer.Content.ReadAsStringAsync(), prefix.Length == 0 ? Does.Not.Contain("The server saw") : Does.Contain("The server saw method GET, target /,"));
        }
    }
}
