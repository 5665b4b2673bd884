namespace Expenses.Infra.Tests.Bicep;

/// <summary>Gives parameters their values, as the deployment engine would: types, limits and allowed values are checked.</summary>
internal static class Parameters
{
    private static readonly Dictionary<string, Type[]> Types = new(StringComparer.Ordinal)
    {
        ["string"] = [typeof(string), typeof(Runtime)],
        ["int"] = [typeof(long)],
        ["bool"] = [typeof(bool)],
        ["array"] = [typeof(IReadOnlyList<object?>)],
        ["object"] = [typeof(IReadOnlyDictionary<string, object?>)],
    };

    public static object? Bind(string file, ParameterStatement parameter, IReadOnlyDictionary<string, object?> given, Evaluator evaluator)
    {
        var where = $"{file}, parameter '{parameter.Symbol}'";
        if (!given.TryGetValue(parameter.Symbol, out var value))
        {
            value = parameter.Default is null ? throw new BicepException($"{where}: no value.") : evaluator.Value(parameter.Default);
        }

        OfType(parameter.Type, value, where);

        foreach (var decorator in parameter.Decorators.Where(d => value is not Runtime && !Admits(d, value, evaluator)))
        {
            throw new BicepException($"{where}: @{decorator.Function} does not admit {value}.");
        }

        return value;
    }

    /// <summary>The value, when it is of the declared type.</summary>
    public static object? OfType(string type, object? value, string where) =>
        Types.TryGetValue(type, out var types) && types.Any(one => one.IsInstanceOfType(value))
            ? value
            : throw new BicepException($"{where}: {value} is not of type {type}.");

    public static bool IsSecure(ParameterStatement parameter) => parameter.Decorators.Any(d => d.Function == "secure");

    private static bool Admits(Call decorator, object? value, Evaluator evaluator)
    {
        var limit = decorator.Arguments.Count == 0 ? null : evaluator.Value(decorator.Arguments[0]);
        return decorator.Function switch
        {
            "allowed" => ((IReadOnlyList<object?>)limit!).Contains(value),
            "minValue" => (long)value! >= (long)limit!,
            "maxValue" => (long)value! <= (long)limit!,
            "minLength" => Functions.Text(value).Length >= (long)limit!,
            "maxLength" => Functions.Text(value).Length <= (long)limit!,
            "description" or "metadata" or "secure" => true,
            _ => throw new BicepException($"Decorator '@{decorator.Function}' is not known here."),
        };
    }
}
