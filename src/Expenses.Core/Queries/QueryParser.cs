using Expenses.Core.Errors;

namespace Expenses.Core.Queries;

/// <summary>
/// Reads one query: clauses `property op value`, joined by `&amp;&amp;` and `||` (the first binds tighter), grouped with braces
/// (codat-contract §2.12).
/// </summary>
/// <typeparam name="T">The records.</typeparam>
internal sealed class QueryParser<T>(string text, QuerySchema<T> schema)
{
    /// <summary>One character more is refused.</summary>
    public const int LongestQuery = 2047;

    private const int DeepestGroup = 32;

    private int _position;
    private int _depth;

    /// <summary>Reads the whole query.</summary>
    /// <exception cref="ContractException">400.</exception>
    public Func<T, bool> Parse()
    {
        if (text.Length > LongestQuery)
        {
            throw QueryRefusals.Malformed($"A query has at most {LongestQuery} characters; this one has {text.Length}.");
        }

        var test = Either();
        return AtEnd ? test : throw Unexpected();
    }

    private bool AtEnd => _position == text.Length;

    private Func<T, bool> Either()
    {
        var test = Both();
        while (Skip("||"))
        {
            var (left, right) = (test, Both());
            test = item => left(item) || right(item);
        }

        return test;
    }

    private Func<T, bool> Both()
    {
        var test = Term();
        while (Skip("&&"))
        {
            var (left, right) = (test, Term());
            test = item => left(item) && right(item);
        }

        return test;
    }

    private Func<T, bool> Term()
    {
        if (!Skip("{"))
        {
            return Clause();
        }

        if (++_depth > DeepestGroup)
        {
            throw QueryRefusals.Malformed($"Groups nest at most {DeepestGroup} deep.");
        }

        var test = Either();
        if (!Skip("}"))
        {
            throw AtEnd ? QueryRefusals.Malformed("A group is not closed.") : Unexpected();
        }

        _depth--;
        return test;
    }

    private Func<T, bool> Clause()
    {
        var property = Until("=!~<>{}&|");
        if (property.Length == 0)
        {
            throw AtEnd ? QueryRefusals.Malformed("A clause is missing at the end.") : Unexpected();
        }

        var op = Operator(property);
        var value = Value();
        return value.Length > 0
            ? schema.Require(property).Test(op, value)
            : throw QueryRefusals.Malformed($"'{property}' is compared with nothing.");
    }

    private QueryOperator Operator(string property) =>
        Skip("!=") ? QueryOperator.NotEqual
        : Skip(">=") ? QueryOperator.GreaterOrEqual
        : Skip("<=") ? QueryOperator.LessOrEqual
        : Skip("=") ? QueryOperator.Equal
        : Skip("~") ? QueryOperator.Contains
        : Skip(">") ? QueryOperator.Greater
        : Skip("<") ? QueryOperator.Less
        : throw QueryRefusals.Malformed($"'{property}' is not followed by one of = != ~ > < >= <=.");

    private string Until(string stops)
    {
        var length = text.AsSpan(_position).IndexOfAny(stops);
        var end = length < 0 ? text.Length : _position + length;
        var part = text[_position..end].Trim();
        _position = end;
        return part;
    }

    // A single & or | belongs to the value: names of companies hold them.
    private string Value()
    {
        var start = _position;
        while (!AtEnd && !Sees("&&") && !Sees("||") && !(_depth > 0 && text[_position] == '}'))
        {
            _position++;
        }

        return text[start.._position].Trim();
    }

    private bool Sees(string token) => string.CompareOrdinal(text, _position, token, 0, token.Length) == 0;

    private bool Skip(string token)
    {
        while (!AtEnd && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }

        if (!Sees(token))
        {
            return false;
        }

        _position += token.Length;
        return true;
    }

    private ContractException Unexpected() => QueryRefusals.Malformed($"'{text[_position]}' at {_position + 1} does not belong there.");
}
