using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Expenses.Connectors.Tests;

/// <summary>Checks a property over random cases. The seed is printed; EXPENSES_SEED=seed,gamma repeats a run.</summary>
internal static class RandomCases
{
    public static void Check(ITestOutputHelper output, int cases, Property property)
    {
        var (seed, gamma) = Seed();
        output.WriteLine($"EXPENSES_SEED={seed},{gamma}");
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(seed, gamma));
    }

    private static (ulong Seed, ulong Gamma) Seed()
    {
        var given = Environment.GetEnvironmentVariable("EXPENSES_SEED")?.Split(',');
        return given is [var seed, var gamma]
            ? (ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture))
            : ((ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64() | 1);
    }
}
