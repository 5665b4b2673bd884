using Expenses.Testing;

namespace Expenses.Conventions.Tests.Sources;

/// <summary>The repository's own files: what people write, without build output and installed packages.</summary>
internal static class SourceFiles
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", ".git", ".local"];

    /// <summary>The files under a folder of the repository, as paths from its root with forward slashes.</summary>
    public static IReadOnlyList<string> Under(string folder, string pattern = "*")
    {
        var root = RepositoryRoot.File(folder);
        return Directory.Exists(root) ? [.. Walk(new DirectoryInfo(root), pattern).Order(StringComparer.Ordinal)] : [];
    }

    public static string Read(string path) => File.ReadAllText(RepositoryRoot.File(path));

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern) => folder
        .EnumerateFiles(pattern)
        .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file.FullName).Replace('\\', '/'))
        .Concat(folder.EnumerateDirectories()
            .Where(child => !NotOurs.Contains(child.Name) && child.LinkTarget is null)
            .SelectMany(child => Walk(child, pattern)));
}
