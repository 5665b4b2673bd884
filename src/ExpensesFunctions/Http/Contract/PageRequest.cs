using System.Globalization;
using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract;

/// <summary>The page a list is asked for (codat-contract §2.11, T15).</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">1 to 5000.</param>
/// <param name="Path">The list's path, for the links.</param>
public sealed record PageRequest(int Number, int Size, string Path)
{
    /// <summary>What the list is narrowed and ordered by, kept in the links; empty for nothing.</summary>
    public string Selection { get; init; } = "";

    /// <summary>The number of the page's first entry, from 0; past every list when the page is.</summary>
    public int First => (int)Math.Min(int.MaxValue, (Number - 1L) * Size);

    /// <summary>Reads `page` and `pageSize`.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ContractException">400: out of range, or a filter or order is asked for that this list does not have.</exception>
    public static PageRequest From(HttpRequest request) => From(request, selections: []);

    /// <summary>Reads `page` and `pageSize` of a list that can be narrowed and ordered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="selections">The parameters the list reads besides.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ContractException">400: out of range, or a filter or order is asked for that this list does not have.</exception>
    internal static PageRequest From(HttpRequest request, params IReadOnlyList<string> selections)
    {
        var errors = new List<ValidationItem>();
        var number = Read(request, "page", 1, int.MaxValue, errors);
        var size = Read(request, "pageSize", RequestLimits.DefaultPageSize, RequestLimits.PageSize, errors);
        foreach (var name in (string[])["query", "orderBy"])
        {
            // Ignoring a filter would answer another question than the one asked.
            if (!selections.Contains(name, StringComparer.Ordinal) && !string.IsNullOrEmpty(request.Query[name]))
            {
                errors.Add(new ValidationItem(name, $"This list has no {name}.", "Paging"));
            }
        }

        return errors.Count == 0
            ? new PageRequest(number, size, request.Path.ToUriComponent()) { Selection = SelectionOf(request, selections) }
            : throw Refusals.Invalid(errors);
    }

    /// <summary>The answer of this page.</summary>
    /// <typeparam name="T">An entry.</typeparam>
    /// <param name="results">The page's entries.</param>
    /// <param name="total">How many entries the whole list has.</param>
    /// <returns>The body.</returns>
    public Page<T> Of<T>(IReadOnlyList<T> results, int total) => new(results, Number, Size, total, new PageLinks(
        new Link(Path),
        LinkTo(Number),
        (long)Number * Size < total ? LinkTo(Number + 1) : null,
        Number > 1 ? LinkTo(Number - 1) : null));

    private static int Read(HttpRequest request, string name, int fallback, int maximum, List<ValidationItem> errors)
    {
        if (!request.Query.TryGetValue(name, out var text))
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= maximum)
        {
            return value;
        }

        errors.Add(new ValidationItem(name, $"'{name}' must be a whole number from 1 to {maximum}.", "Paging"));
        return fallback;
    }

    private static string SelectionOf(HttpRequest request, IReadOnlyList<string> names) => string.Concat(names
        .Where(name => !string.IsNullOrEmpty(request.Query[name]))
        .Select(name => $"&{name}={Uri.EscapeDataString(request.Query[name].ToString())}"));

    private Link LinkTo(int page) => new(string.Create(CultureInfo.InvariantCulture, $"{Path}?page={page}&pageSize={Size}{Selection}"));
}
