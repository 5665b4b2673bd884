using System.Reflection;
using Expenses.StandIns.Tests.Surface;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.StandInsOnly;

/// <summary>
/// Code that compiles against a stand-in must compile and bind against the package it stands for: a stand-in may have
/// less than the package, never more and never anything else. Nullability of reference types is not compared.
/// </summary>
public sealed class PublicSurfaceTests
{
    public static TheoryData<string> StandIns
    {
        get
        {
            var folders = Directory.GetFiles(RepositoryRoot.File("standins"), "*.csproj", SearchOption.AllDirectories);
            return new TheoryData<string>(folders.Select(AssemblyNameIn).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void StandIn_HasNothingThatThePackageLacks(string assemblyName)
    {
        var standIn = SurfaceRenderer.Render(Assembly.Load(assemblyName));

        var extras = SurfaceComparer.Extras(standIn, PackageSurface.Of(assemblyName));

        Assert.NotEmpty(standIn);
        Assert.True(extras.Count == 0, $"{extras.Count} differences:\n{string.Join('\n', extras)}");
    }

    [Theory]
    [MemberData(nameof(StandIns))]
    public void StandIn_AsksForEverythingThatThePackageAsksToBeImplemented(string assemblyName)
    {
        var standIn = SurfaceRenderer.Render(Assembly.Load(assemblyName));

        var missing = SurfaceComparer.MissingObligations(standIn, PackageSurface.Of(assemblyName));

        Assert.True(missing.Count == 0, $"{missing.Count} missing:\n{string.Join('\n', missing)}");
    }

    private static string AssemblyNameIn(string projectFile)
    {
        var name = System.Xml.Linq.XDocument.Load(projectFile).Descendants("AssemblyName").SingleOrDefault()?.Value;
        return name ?? Path.GetFileNameWithoutExtension(projectFile);
    }
}
