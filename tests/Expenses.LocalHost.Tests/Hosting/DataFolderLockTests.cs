using Expenses.LocalHost.Hosting;

namespace Expenses.LocalHost.Tests.Hosting;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("localhost-lock-").FullName, "data");

    [Fact]
    public void Take_WhileItIsTaken_SaysWhichFolder_AndWorksAgainAfterwards()
    {
        using (DataFolderLock.Take(_folder))
        {
            var error = Assert.Throws<DataFolderInUseException>(() => DataFolderLock.Take(_folder));
            Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
        }

        using var again = DataFolderLock.Take(_folder);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
}
