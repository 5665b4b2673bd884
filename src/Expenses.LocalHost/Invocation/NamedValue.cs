using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Invocation;

/// <summary>
/// A parameter bound by its name to a value the trigger brought along, such as a route value. Absent: the declared
/// default, else null where the type allows it, else the invocation fails.
/// </summary>
internal static class NamedValue
{
    public static ParameterBinding Of(string function, ParameterInfo parameter) => (context, _) =>
        new ValueTask<object?>(context.BindingContext.BindingData.TryGetValue(parameter.Name!, out var value) && value is not null
            ? Convert(function, parameter, value)
            : Absent(function, parameter));

    private static object? Absent(string function, ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue)
        {
            return parameter.DefaultValue;
        }

        var type = parameter.ParameterType;
        return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
            ? null
            : throw new FunctionInputConverterException($"Function '{function}': nothing to bind parameter '{parameter.Name}' to.");
    }

    private static object? Convert(string function, ParameterInfo parameter, object value)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        var text = System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty;
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(Guid) && Guid.TryParse(text, out var id))
        {
            return id;
        }

        try
        {
            return JsonSerializer.Deserialize(text, type, WorkerJson.Options);
        }
        catch (JsonException e)
        {
            throw new FunctionInputConverterException(
                $"Function '{function}': the value of '{parameter.Name}' is no {type.Name}.", e);
        }
    }
}
