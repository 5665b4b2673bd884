using System.Reflection;
using Xunit.Abstractions;

namespace Expenses.StandIns.Tests.Surface;

public sealed class ListingTests(ITestOutputHelper output)
{
    /// <summary>Facts about these assemblies are not in the shared folder: they were read from their public sources.</summary>
    private static readonly string[] ReadFromSource =
        ["DurableTask.Core", "Azure.Monitor.OpenTelemetry.Exporter", "Microsoft.Azure.Functions.Worker.OpenTelemetry", "OpenTelemetry.Extensions.Hosting"];

    [Fact]
    public void KeptFacts_AgreeWithTheSharedListings()
    {
        if (!SharedListings.Exist)
        {
            output.WriteLine("Skipped: there is no folder 'shared' beside the repository to compare the kept facts with.");
            return;
        }

        var shared = SharedListings.Read();
        var kept = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Where(assembly => !ReadFromSource.Contains(assembly))
            .ToList();

        Assert.NotEmpty(kept);
        foreach (var assembly in kept)
        {
            Assert.True(shared.ContainsKey(assembly), $"The shared listings do not describe {assembly}.");
            Assert.Equal(PackageSurface.Write(shared[assembly]), PackageSurface.Write(PackageSurface.Of(assembly)));
        }
    }
}
