using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Invocation;

/// <summary>The worker's serializer: property names as declared, read case-insensitively, no fields (durable-semantics §12).</summary>
internal static class WorkerJson
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Reads a parameter's value.</summary>
    /// <exception cref="FunctionInputConverterException">The text does not fit the parameter.</exception>
    public static object? Deserialize(string? json, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (json is null)
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, type, Options);
        }
        catch (JsonException e)
        {
            throw new FunctionInputConverterException($"Parameter '{parameter.Name}' could not be read as {type.Name}.", e);
        }
    }
}
