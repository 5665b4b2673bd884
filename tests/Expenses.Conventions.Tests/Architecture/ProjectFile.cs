using System.Xml.Linq;
using Expenses.Conventions.Tests.Sources;
using Expenses.Testing;

namespace Expenses.Conventions.Tests.Architecture;

/// <summary>What a project asks for, as its file says.</summary>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks)
{
    /// <summary>The projects under src, by name.</summary>
    public static IReadOnlyDictionary<string, ProjectFile> Src { get; } =
        SourceFiles.Under("src", "*.csproj").Select(Load).ToDictionary(project => project.Name);

    public static ProjectFile Load(string path)
    {
        var project = XDocument.Load(RepositoryRoot.File(path));
        return new ProjectFile(
            Path.GetFileNameWithoutExtension(path),
            [.. Includes(project, "ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
            Includes(project, "PackageReference"),
            Includes(project, "FrameworkReference"));
    }

    private static string[] Includes(XDocument project, string item) =>
        [.. project.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>()];
}
