namespace Expenses.SampleRun.Tests;

internal static class RepositoryFolder
{
    public static readonly string Root = FindRoot();

    public static readonly string SampleMonth = Path.Combine(Root, "samples", "month");

    /// <summary>Published card data beside the repository; null where it is absent.</summary>
    public static string? CardData
    {
        get
        {
            var path = Path.Combine(Root, "..", "shared", "data", "card-transactions-2017-18.csv");
            return File.Exists(path) ? path : null;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ExpensesFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No ExpensesFunctions.sln above the test assembly.");
    }
}
