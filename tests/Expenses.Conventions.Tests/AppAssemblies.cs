using System.Reflection;

namespace Expenses.Conventions.Tests;

/// <summary>The product's own assemblies.</summary>
internal static class AppAssemblies
{
    public static Assembly Core { get; } = Assembly.Load("Expenses.Core");

    public static Assembly Connectors { get; } = Assembly.Load("Expenses.Connectors");

    public static Assembly Storage { get; } = Assembly.Load("Expenses.Storage");

    public static Assembly Functions { get; } = Assembly.Load("ExpensesFunctions");

    public static Assembly LocalHost { get; } = Assembly.Load("Expenses.LocalHost");

    /// <summary>What ships.</summary>
    public static IReadOnlyList<Assembly> Shipped { get; } = [Core, Connectors, Storage, Functions];
}
