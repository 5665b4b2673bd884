namespace Expenses.Testing;

/// <summary>Finds files of the repository from wherever the test binaries run.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Root = new(Find);

    /// <summary>The folder that holds ExpensesFunctions.sln.</summary>
    public static string Path => Root.Value;

    /// <summary>A path under the repository root; it need not exist.</summary>
    public static string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>
    /// A file or folder of the "shared" folder beside the repository, or null where there is none: a test that wants it
    /// says plainly that it skips its part. A checkout one level deeper (a git worktree) finds it as well.
    /// </summary>
    public static string? Shared(params string[] parts)
    {
        for (var folder = Directory.GetParent(Path); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine([folder.FullName, "shared", .. parts]);
            if (System.IO.File.Exists(candidate) || Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "ExpensesFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds ExpensesFunctions.sln.");
    }
}
