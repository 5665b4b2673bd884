using Expenses.Testing;

namespace Expenses.Telemetry.Tests;

/// <summary>
/// A part of docs/operations.md that follows from the code or from docs/capacity.json, between `&lt;!-- name -->` and
/// `&lt;!-- /name -->`. With EXPENSES_REWRITE_DOCS=1 the test that holds it writes it anew.
/// </summary>
internal static class DocumentBlock
{
    private static readonly string Path = RepositoryRoot.File("docs", "operations.md");

    public static string Page => File.ReadAllText(Path);

    public static string Read(string name)
    {
        var (page, from, to) = Find(name);
        return page[from..to].Trim('\n');
    }

    public static void AssertIs(string name, string expected)
    {
        if (Environment.GetEnvironmentVariable("EXPENSES_REWRITE_DOCS") == "1")
        {
            var (page, from, to) = Find(name);
            File.WriteAllText(Path, $"{page[..from]}\n{expected}\n{page[to..]}");
        }

        Assert.True(Read(name) == expected, $"Block '{name}' of docs/operations.md must be (EXPENSES_REWRITE_DOCS=1 writes it):\n{expected}");
    }

    private static (string Page, int From, int To) Find(string name)
    {
        var page = Page;
        var from = page.IndexOf($"<!-- {name} -->", StringComparison.Ordinal);
        var to = page.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"docs/operations.md has no block '{name}'.");
        return (page, from + $"<!-- {name} -->".Length, to);
    }
}
