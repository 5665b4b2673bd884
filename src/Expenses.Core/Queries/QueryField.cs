namespace Expenses.Core.Queries;

/// <summary>A property that a query can name: how a clause on it decides, and how records are ordered by it.</summary>
/// <typeparam name="T">The records.</typeparam>
internal abstract class QueryField<T>
{
    /// <summary>Makes a test out of a clause.</summary>
    /// <exception cref="Errors.ContractException">400: the operator or the value does not fit the property's kind.</exception>
    public abstract Func<T, bool> Test(QueryOperator op, string value);

    /// <summary>The value records are ordered by; null where a record has none.</summary>
    public abstract IComparable? OrderOf(T item);
}

/// <summary>A text, or several of which one has to match. Case does not count.</summary>
internal sealed class TextField<T>(Func<T, IEnumerable<string?>> read) : QueryField<T>
{
    public override Func<T, bool> Test(QueryOperator op, string value) => op switch
    {
        QueryOperator.Equal => item => Any(item, text => text.Equals(value, StringComparison.OrdinalIgnoreCase)),
        QueryOperator.NotEqual => item => !Any(item, text => text.Equals(value, StringComparison.OrdinalIgnoreCase)),
        QueryOperator.Contains => item => Any(item, text => text.Contains(value, StringComparison.OrdinalIgnoreCase)),
        _ => throw QueryRefusals.Malformed("Texts are compared with =, != and ~ only."),
    };

    public override IComparable? OrderOf(T item) => read(item).FirstOrDefault()?.ToUpperInvariant();

    private bool Any(T item, Func<string, bool> matches) => read(item).Any(text => text is not null && matches(text));
}

/// <summary>A value with an order: a number, an instant, true or false.</summary>
internal sealed class ValueField<T, TValue>(Func<T, TValue?> read, Func<string, TValue?> parse, string kind, bool ranges) : QueryField<T>
    where TValue : struct, IComparable<TValue>, IComparable
{
    public override Func<T, bool> Test(QueryOperator op, string value)
    {
        var wanted = parse(value) ?? throw QueryRefusals.Malformed($"'{value}' is not {kind}.");
        return op switch
        {
            QueryOperator.Equal => item => Order(item, wanted) == 0,
            QueryOperator.NotEqual => item => Order(item, wanted) != 0,
            QueryOperator.Greater when ranges => item => Order(item, wanted) > 0,
            QueryOperator.Less when ranges => item => Order(item, wanted) < 0,
            QueryOperator.GreaterOrEqual when ranges => item => Order(item, wanted) >= 0,
            QueryOperator.LessOrEqual when ranges => item => Order(item, wanted) <= 0,
            _ => throw QueryRefusals.Malformed($"A value that is {kind} is not compared with that operator."),
        };
    }

    public override IComparable? OrderOf(T item) => read(item);

    // Null is neither before nor after anything, and equals nothing: every test but != is false.
    private int? Order(T item, TValue wanted) => read(item)?.CompareTo(wanted);
}
