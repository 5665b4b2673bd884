namespace Expenses.Engine.Tests.Support;

/// <summary>Copies the files of a database that is in use: what a process that ends here leaves behind.</summary>
internal static class DatabaseImage
{
    public static void Take(string databasePath, string copy)
    {
        foreach (var suffix in new[] { string.Empty, "-wal" })
        {
            if (File.Exists(databasePath + suffix))
            {
                using var source = new FileStream(databasePath + suffix, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var target = File.Create(copy + suffix);
                source.CopyTo(target);
            }
        }
    }
}
