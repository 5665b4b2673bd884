namespace Expenses.Core.Lists;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">An entry.</typeparam>
/// <param name="Items">The entries, in the list's order; fewer than asked for at its end, none behind it.</param>
/// <param name="Total">How many entries the whole list has.</param>
public sealed record Slice<T>(IReadOnlyList<T> Items, int Total);
