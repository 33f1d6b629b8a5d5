using System.Reflection;

namespace ApiKeys.AspNetCore.Authentication;

/// <summary>Refuses the versions of Data Protection whose encryption can be forged (CVE-2026-40372).</summary>
internal static class DataProtectionVersion
{
    private static readonly Version First = new(10, 0, 0);
    private static readonly Version Mended = new(10, 0, 7);

    /// <exception cref="InvalidOperationException">The assembly is one of them.</exception>
    public static void ThrowIfAffected(Assembly assembly)
    {
        if (IsAffected(assembly.GetName().Name, assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion))
        {
            throw new InvalidOperationException("Signed API keys are not kept by Microsoft.AspNetCore.DataProtection 10.0.0 to 10.0.6, whose encryption can be forged (CVE-2026-40372). Update the .NET runtime.");
        }
    }

    /// <summary>Whether a name and a version such as <c>10.0.3+commit</c> are those of an affected assembly.</summary>
    public static bool IsAffected(string? name, string? version)
    {
        var end = version?.AsSpan().IndexOfAny('+', '-') ?? -1;
        return name == "Microsoft.AspNetCore.DataProtection"
            && Version.TryParse(end < 0 ? version : version![..end], out var number)
            && number >= First
            && number < Mended;
    }
}
