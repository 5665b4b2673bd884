using Expenses.Core.Errors;

namespace Expenses.Core.Queries;

/// <summary>
/// What can be searched and ordered by in a list: the properties by their dotted names, case aside (codat-contract §2.12).
/// </summary>
/// <typeparam name="T">The list's records.</typeparam>
/// <param name="resource">What the contract calls a record; named where a property is not known.</param>
public sealed class QuerySchema<T>(string resource)
{
    private readonly Dictionary<string, QueryField<T>> _fields = new(StringComparer.OrdinalIgnoreCase);
    private Func<string, QueryField<T>>? _open;

    /// <summary>Adds a text; enums are texts too.</summary>
    /// <param name="name">The property's dotted name.</param>
    /// <param name="read">Its value; null where a record has none.</param>
    /// <returns>The same schema.</returns>
    public QuerySchema<T> Text(string name, Func<T, string?> read) => Texts(name, item => [read(item)]);

    /// <summary>Adds a text that a record has several of: one has to match.</summary>
    /// <param name="name">The property's dotted name.</param>
    /// <param name="read">Its values.</param>
    /// <returns>The same schema.</returns>
    public QuerySchema<T> Texts(string name, Func<T, IEnumerable<string?>> read)
    {
        _fields.Add(name, new TextField<T>(read));
        return this;
    }

    /// <summary>Adds a number.</summary>
    /// <param name="name">The property's dotted name.</param>
    /// <param name="read">Its value.</param>
    /// <returns>The same schema.</returns>
    public QuerySchema<T> Number(string name, Func<T, decimal?> read)
    {
        _fields.Add(name, new ValueField<T, decimal>(read, QueryLiterals.Number, "a number", ranges: true));
        return this;
    }

    /// <summary>Adds an instant.</summary>
    /// <param name="name">The property's dotted name.</param>
    /// <param name="read">Its value, UTC.</param>
    /// <returns>The same schema.</returns>
    public QuerySchema<T> Instant(string name, Func<T, DateTimeOffset?> read)
    {
        _fields.Add(name, new ValueField<T, DateTimeOffset>(read, QueryLiterals.Instant, "a date such as 2021-01-28", ranges: true));
        return this;
    }

    /// <summary>Adds a value that is true or false.</summary>
    /// <param name="name">The property's dotted name.</param>
    /// <param name="read">Its value.</param>
    /// <returns>The same schema.</returns>
    public QuerySchema<T> Flag(string name, Func<T, bool?> read)
    {
        _fields.Add(name, new ValueField<T, bool>(read, QueryLiterals.Flag, "true or false", ranges: false));
        return this;
    }

    /// <summary>Takes every other name for a key the caller chose, such as a tag's; its case counts.</summary>
    /// <param name="read">The text under a key; null where a record has none.</param>
    /// <returns>The same schema.</returns>
    public QuerySchema<T> AnyKey(Func<T, string, string?> read)
    {
        _open = key => new TextField<T>(item => [read(item, key)]);
        return this;
    }

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query; null or blank for everything.</param>
    /// <returns>Whether a record is asked for.</returns>
    /// <exception cref="ContractException">400: malformed, too long, or a property that is not there.</exception>
    public Func<T, bool> Filter(string? query) =>
        string.IsNullOrWhiteSpace(query) ? static _ => true : new QueryParser<T>(query, this).Parse();

    /// <summary>Orders records. Those with equal values keep their order.</summary>
    /// <param name="items">The records, in the list's own order.</param>
    /// <param name="orderBy">A property, with a minus before it for descending; null or blank for the list's own order.</param>
    /// <returns>The records in order.</returns>
    /// <exception cref="ContractException">400: a property that is not there.</exception>
    public IReadOnlyList<T> Order(IReadOnlyList<T> items, string? orderBy)
    {
        if (string.IsNullOrWhiteSpace(orderBy))
        {
            return items;
        }

        var name = orderBy.Trim();
        var descending = name.StartsWith('-');
        name = descending ? name[1..] : name;
        var field = Find(name) ?? throw QueryRefusals.UnresolvedOrder(name, resource);
        return descending ? [.. items.OrderByDescending(field.OrderOf)] : [.. items.OrderBy(field.OrderOf)];
    }

    internal QueryField<T> Require(string name) => Find(name) ?? throw QueryRefusals.Unresolved(name, resource);

    private QueryField<T>? Find(string name) => _fields.GetValueOrDefault(name) ?? _open?.Invoke(name);
}
