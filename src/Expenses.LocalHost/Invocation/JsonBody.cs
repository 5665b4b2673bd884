using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Expenses.LocalHost.Invocation;

/// <summary>[FromBody]: the request body as JSON, with the options ASP.NET Core MVC has (the real worker binds through MVC).</summary>
internal static class JsonBody
{
    public static ParameterBinding Of(ParameterInfo parameter) => async (context, _) =>
    {
        var http = context.GetHttpContext() ?? throw new InvalidOperationException("[FromBody] outside of an HTTP invocation.");
        var options = context.InstanceServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, parameter.ParameterType, options, context.CancellationToken);
        }
        catch (JsonException e)
        {
            throw new FunctionInputConverterException($"The request body is no JSON of {parameter.ParameterType.Name}.", e);
        }
    };
}
