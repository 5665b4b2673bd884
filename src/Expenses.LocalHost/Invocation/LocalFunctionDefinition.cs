using System.Collections.Immutable;
using System.Reflection;
using Expenses.LocalHost.Catalog;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Invocation;

/// <summary>The part of a function that middleware can look at: name, parameters, bindings.</summary>
internal sealed class LocalFunctionDefinition : FunctionDefinition
{
    private LocalFunctionDefinition(string name, MethodInfo method, IEnumerable<LocalBindingMetadata> bindings)
    {
        Name = name;
        Id = name;
        EntryPoint = $"{method.DeclaringType}.{method.Name}";
        PathToAssembly = method.Module.FullyQualifiedName;
        Parameters = [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];
        var byDirection = bindings.ToLookup(binding => binding.Direction);
        InputBindings = ByName(byDirection[BindingDirection.In]);
        OutputBindings = ByName(byDirection[BindingDirection.Out]);
    }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override string PathToAssembly { get; }

    public override string EntryPoint { get; }

    public override string Id { get; }

    public override string Name { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    public static LocalFunctionDefinition Of(string name, TriggerKind kind, MethodInfo method, ParameterInfo trigger)
    {
        List<LocalBindingMetadata> bindings = [new(trigger.Name!, TypeName(kind), BindingDirection.In)];
        bindings.AddRange(method.GetParameters()
            .Where(parameter => parameter.IsDefined(typeof(DurableClientAttribute)))
            .Select(parameter => new LocalBindingMetadata(parameter.Name!, "durableClient", BindingDirection.In)));
        if (kind == TriggerKind.Http)
        {
            bindings.Add(new LocalBindingMetadata("$return", "http", BindingDirection.Out));
        }

        return new LocalFunctionDefinition(name, method, bindings);
    }

    private static string TypeName(TriggerKind kind) => kind switch
    {
        TriggerKind.Http => "httpTrigger",
        TriggerKind.Queue => "queueTrigger",
        TriggerKind.Timer => "timerTrigger",
        TriggerKind.Orchestration => "orchestrationTrigger",
        TriggerKind.Activity => "activityTrigger",
        TriggerKind.Entity => "entityTrigger",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    private static ImmutableDictionary<string, BindingMetadata> ByName(IEnumerable<LocalBindingMetadata> bindings) =>
        bindings.ToImmutableDictionary(binding => binding.Name, BindingMetadata (binding) => binding, StringComparer.Ordinal);
}

/// <summary>One binding, named as in function metadata.</summary>
internal sealed class LocalBindingMetadata(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name { get; } = name;

    public override string Type { get; } = type;

    public override BindingDirection Direction { get; } = direction;
}
