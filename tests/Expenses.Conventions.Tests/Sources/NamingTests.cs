using System.Text.RegularExpressions;

namespace Expenses.Conventions.Tests.Sources;

/// <summary>House style: names say what a thing is.</summary>
public sealed partial class NamingTests
{
    // standins/ is left out: its file names are the real packages' type names.
    private static readonly string[] Folders = ["src", "tests", "samples", "benchmarks", "eng"];

    [Fact]
    public void NoFolderOrFile_IsACatchAll()
    {
        var paths = Folders.SelectMany(folder => SourceFiles.Under(folder)).ToArray();

        Assert.NotEmpty(paths);
        Assert.Empty(paths.Where(IsCatchAll));
    }

    [Theory]
    [InlineData("src/X/Helpers/A.cs", true)]
    [InlineData("src/X/StringUtils.cs", true)]
    [InlineData("src/X/Utilities.cs", true)]
    [InlineData("src/X/SyncManager.cs", true)]
    [InlineData("src/Common/A.cs", true)]
    [InlineData("src/X/Sync.cs", false)]
    [InlineData("src/X/Managed.cs", false)]
    [InlineData("src/X/CommonName.cs", false)]
    public void TheRule_TellsCatchAllsFromNames(string path, bool isCatchAll) => Assert.Equal(isCatchAll, IsCatchAll(path));

    private static bool IsCatchAll(string path) => path.Split('/').Any(part => CatchAll().IsMatch(part.Split('.')[0]));

    [GeneratedRegex("(^|[a-z_-])(Helpers?|Utils?|Utilit(y|ies)|Managers?|Misc)$|^(helpers?|utils?|common|misc)$|^Common$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex CatchAll();
}
