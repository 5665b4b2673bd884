using Expenses.Core.Lists;
using Expenses.Core.Queries;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract;

/// <summary>What a list is asked for with `query`, `orderBy`, `page` and `pageSize` (codat-contract §2.11, §2.12).</summary>
internal sealed class ListQuery<T>
{
    private readonly QuerySchema<T> _schema;
    private readonly Func<T, bool> _isAskedFor;
    private readonly string? _orderBy;

    private ListQuery(QuerySchema<T> schema, PageRequest page, string? query, string? orderBy)
    {
        (_schema, Page, _orderBy) = (schema, page, orderBy);
        IsWhole = string.IsNullOrWhiteSpace(query) && string.IsNullOrWhiteSpace(orderBy);
        _isAskedFor = schema.Filter(query);
        // Refused before anything is read.
        _ = schema.Order([], orderBy);
    }

    /// <summary>The page.</summary>
    public PageRequest Page { get; }

    /// <summary>Whether the list is asked for as it is. Then a page of it can be read by itself; otherwise all of it has to be looked through.</summary>
    public bool IsWhole { get; }

    /// <summary>Reads the parameters.</summary>
    /// <param name="request">The request.</param>
    /// <param name="schema">What can be searched.</param>
    /// <param name="others">Parameters the list reads besides, to be kept in its links.</param>
    /// <exception cref="Expenses.Core.Errors.ContractException">400.</exception>
    public static ListQuery<T> From(HttpRequest request, QuerySchema<T> schema, params IReadOnlyList<string> others) =>
        new(schema, PageRequest.From(request, ["query", "orderBy", .. others]), request.Query["query"], request.Query["orderBy"]);

    /// <summary>Narrows and orders a list.</summary>
    /// <param name="items">The records, in the list's own order.</param>
    public IReadOnlyList<T> Select(IEnumerable<T> items) => _schema.Order([.. items.Where(_isAskedFor)], _orderBy);

    /// <summary>The asked for page of a list that is stored: its own rows only, or what is left of all rows.</summary>
    /// <param name="part">Reads a part of the list.</param>
    /// <param name="all">Reads the whole list, in its order.</param>
    /// <param name="show">How one is shown; called for the page's only.</param>
    public async Task<Page<TBody>> PageOfAsync<TBody>(Func<int, int, Task<Slice<T>>> part, Func<IAsyncEnumerable<T>> all, Func<T, TBody> show)
    {
        if (!IsWhole)
        {
            return PageOf(await all().ToListAsync(), show);
        }

        var slice = await part(Page.First, Page.Size);
        return Page.Of([.. slice.Items.Select(show)], slice.Total);
    }

    /// <summary>The asked for page of a list.</summary>
    /// <param name="items">The records, in the list's own order.</param>
    /// <param name="show">How one is shown; called for the page's only.</param>
    public Page<TBody> PageOf<TBody>(IEnumerable<T> items, Func<T, TBody> show)
    {
        var selected = Select(items);
        return Page.Of([.. selected.Skip(Page.First).Take(Page.Size).Select(show)], selected.Count);
    }
}
