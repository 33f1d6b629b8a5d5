using System.Reflection;
using ApiKeys.AspNetCore;
using ApiKeys.AspNetCore.Authentication;
using ApiKeys.Client;
using ApiKeys.Stores.EfCore.Entities;
using ApiKeys.Testing;

namespace ApiKeys.Repository.Tests.PublicApi;

/// <summary>A new public member is a line in src/project/PublicAPI.txt that somebody reviews.</summary>
internal sealed class PublicApiTests
{
    private const string Accept = "APIKEYS_ACCEPT_PUBLIC_API";

    // Hosts derive from the events, as they do from those of ASP.NET Core's own handlers, and EF Core's proxies derive from entities.
    private static readonly Type[] OpenClasses =
    [
        typeof(ApiKeyEvents),
        .. typeof(ApiKeyEntity).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(ApiKeyEntity).Namespace),
    ];

    private static IEnumerable<Assembly> Assemblies =>
        [typeof(ApiKeyRecord).Assembly, typeof(ApiKeyDefaults).Assembly, typeof(ApiKeyClientOptions).Assembly, typeof(ApiKeyEntity).Assembly, typeof(ManualTimeProvider).Assembly];

    private static IEnumerable<string> Projects => Assemblies.Select(assembly => assembly.GetName().Name!);

    private static IEnumerable<Type> Types => Assemblies.SelectMany(assembly => assembly.GetExportedTypes());

    [TestCaseSource(nameof(Projects))]
    public void The_public_api_is_the_one_that_was_reviewed(string project)
    {
        var file = RepositoryFiles.At($"src/{project}/PublicAPI.txt");
        var current = PublicSurface.LinesOf(Assemblies.Single(assembly => assembly.GetName().Name == project));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(file, string.Concat(current.Select(line => line + "\n")));
        }

        var reviewed = File.Exists(file) ? File.ReadAllLines(file) : [];
        var changes = current.Except(reviewed).Select(line => "+ " + line).Concat(reviewed.Except(current).Select(line => "- " + line)).ToList();

        Assert.That(changes, Is.Empty, $"The public API of {project} has changed:\n{string.Join('\n', changes)}\n\nIf this is meant, accept it and review the file's difference:\n{Accept}=1 dotnet test tests/ApiKeys.Repository.Tests");
        Assert.That(reviewed, Is.EqualTo(current), $"{file} is not in order; {Accept}=1 writes it anew.");
    }

    [Test]
    public void No_public_method_has_an_optional_parameter()
    {
        var optional = from type in Types
                       from method in PublicSurface.MembersOf(type).OfType<MethodBase>()
                       where method.GetParameters().Any(parameter => parameter.IsOptional)
                       select $"{TypeText.NameOf(type)}.{MemberText.Of(method)}";

        Assert.That(optional, Is.Empty);
    }

    [Test]
    public void Public_classes_are_sealed_static_or_abstract() =>
        Assert.That(Types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }), Is.EquivalentTo(OpenClasses));
}
