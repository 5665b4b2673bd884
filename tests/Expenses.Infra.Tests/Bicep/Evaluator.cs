namespace Expenses.Infra.Tests.Bicep;

/// <summary>Values of expressions. A name that nothing declares is an error; what was asked for is remembered.</summary>
internal sealed class Evaluator(string file)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expression> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Symbols that something referred to.</summary>
    public IReadOnlySet<string> Used => _used;

    public void Set(string symbol, object? value) => _values[symbol] = value;

    /// <summary>Evaluated when asked for: a variable may refer to a resource that stands below it.</summary>
    public void Define(string symbol, Expression expression) => _variables[symbol] = expression;

    public object? Value(Expression expression) => expression switch
    {
        Literal literal => literal.Value,
        Interpolation text => string.Concat(text.Parts.Select(part => Functions.Text(Value(part)))),
        Name name => Lookup(name.Text),
        ObjectExpression o => Object(o),
        ArrayExpression array => array.Items.Select(Value).ToList(),
        Member member => Value(member.Target) is var target && member.IsSafe && target is null or Absent ? null : MemberOf(target, member.Key),
        Assured assured => Value(assured.Operand),
        Element element => MemberOf(Value(element.Target), Value(element.Key)),
        Call call => Functions.Call(call.Function, [.. call.Arguments.Select(Value)], Path.GetDirectoryName(file)!),
        Not not => !True(not.Operand),
        Conditional conditional => True(conditional.Test) ? Value(conditional.Then) : Value(conditional.Else),
        Binary binary => Operate(binary),
        Loop loop => Each(loop, Value),
        _ => throw new BicepException($"{file}: {expression} has no value."),
    };

    public bool True(Expression expression) =>
        Value(expression) is bool value ? value : throw new BicepException($"{file}: a condition is not a bool.");

    public List<object?> Each(Loop loop, Func<Expression, object?> body)
    {
        List<object?> results = [];
        foreach (var item in (IReadOnlyList<object?>)Value(loop.Source)!)
        {
            Set(loop.Item, item);
            if (loop.Index is not null)
            {
                Set(loop.Index, (long)results.Count);
            }

            results.Add(body(loop.Body));
        }

        _values.Remove(loop.Item);
        return results;
    }

    public Dictionary<string, object?> Object(ObjectExpression expression)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in expression.Members)
        {
            if (!members.TryAdd(Functions.Text(Value(key)), Value(value)))
            {
                throw new BicepException($"{file}: member '{Functions.Text(Value(key))}' is there twice.");
            }
        }

        return members;
    }

    private object? Lookup(string name)
    {
        _used.Add(name);
        return _values.TryGetValue(name, out var value) ? value
            : _variables.TryGetValue(name, out var variable) ? Value(variable)
            : throw new BicepException($"{file}: nothing declares '{name}'.");
    }

    private object? MemberOf(object? target, object? key) => (target, key) switch
    {
        (Runtime runtime, string member) => runtime.Member(member),
        (IReadOnlyDictionary<string, object?> members, string member) => members.TryGetValue(member, out var value)
            ? value
            : throw new BicepException($"{file}: there is no member '{member}'."),
        (IReadOnlyList<object?> items, long index) => items[(int)index],
        _ => throw new BicepException($"{file}: '{key}' is no member of {target}."),
    };

    private object? Operate(Binary binary) => binary.Operator switch
    {
        "&&" => True(binary.Left) && True(binary.Right),
        "||" => True(binary.Left) || True(binary.Right),
        "==" => Equals(Value(binary.Left), Value(binary.Right)),
        "!=" => !Equals(Value(binary.Left), Value(binary.Right)),
        ">" => (long)Value(binary.Left)! > (long)Value(binary.Right)!,
        "<" => (long)Value(binary.Left)! < (long)Value(binary.Right)!,
        "-" => (long)Value(binary.Left)! - (long)Value(binary.Right)!,
        _ => throw new BicepException($"{file}: operator '{binary.Operator}' is not known here."),
    };
}
