using System.Reflection;
using Expenses.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Catalog;

/// <summary>
/// Every function of the app, by name (case-insensitive, as on the platform). The Functions SDK collects them at build
/// time; here reflection does, over public methods with <c>[Function]</c>, instance or static.
/// </summary>
internal sealed class FunctionCatalog
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, FunctionDescriptor> _functions = new(StringComparer.OrdinalIgnoreCase);

    private FunctionCatalog(IEnumerable<Type> types)
    {
        foreach (var method in types.SelectMany(type => type.GetMethods(Methods)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
            {
                Add(Describe(function.Name, method));
            }
        }
    }

    public IReadOnlyCollection<FunctionDescriptor> All => _functions.Values;

    /// <summary>Whether any function needs the durable engine.</summary>
    public bool IsDurable => All.Any(function =>
        function.Kind is TriggerKind.Orchestration or TriggerKind.Activity or TriggerKind.Entity
        || function.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute))));

    /// <summary>Reads the functions of the given classes.</summary>
    /// <exception cref="FunctionCatalogException">A function cannot be hosted, or two have one name.</exception>
    public static FunctionCatalog Of(IEnumerable<Type> types) => new(types);

    public IEnumerable<FunctionDescriptor> OfKind(TriggerKind kind) => All.Where(function => function.Kind == kind);

    /// <summary>The function of that name and kind, or null.</summary>
    public FunctionDescriptor? Find(TriggerKind kind, string name) =>
        _functions.TryGetValue(name, out var function) && function.Kind == kind ? function : null;

    private static FunctionDescriptor Describe(string name, MethodInfo method)
    {
        RefuseUnsupported(name, method);
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(candidate => candidate.Attribute is not null)
            .ToArray();
        if (triggers.Length != 1)
        {
            throw new FunctionCatalogException(
                $"Function '{name}' ({Place(method)}) has {triggers.Length} trigger attributes on its parameters; it needs exactly one.");
        }

        var (trigger, attribute) = triggers[0];
        var kind = KindOf(attribute!) ?? throw new FunctionCatalogException(
            $"Function '{name}' ({Place(method)}) is started by {attribute!.GetType().Name}, which LocalHost does not run.");
        if (kind == TriggerKind.Entity && !typeof(ITaskEntity).IsAssignableFrom(method.DeclaringType))
        {
            throw new FunctionCatalogException(
                $"Entity function '{name}' is declared in {method.DeclaringType}, which does not implement ITaskEntity: LocalHost runs the declaring class as the entity, because a TaskEntityDispatcher can be made by the Durable extension only.");
        }

        return new FunctionDescriptor(name, kind, method, trigger, attribute!);
    }

    private static void RefuseUnsupported(string name, MethodInfo method)
    {
        if (method.ContainsGenericParameters || method.DeclaringType is { IsAbstract: true, IsSealed: false } && !method.IsStatic)
        {
            throw new FunctionCatalogException($"Function '{name}' ({Place(method)}) is generic or in an abstract class, so it cannot be invoked.");
        }

        var returned = ReturnValue.TypeOf(method.ReturnType);
        var outputs = method.GetCustomAttributes<OutputBindingAttribute>()
            .Concat(returned.GetProperties().SelectMany(property => property.GetCustomAttributes<OutputBindingAttribute>()));
        if (outputs.FirstOrDefault(output => output is not HttpResultAttribute) is { } unsupported)
        {
            throw new FunctionCatalogException(
                $"Function '{name}' ({Place(method)}) has the output binding {unsupported.GetType().Name}, which LocalHost does not write.");
        }
    }

    private static TriggerKind? KindOf(TriggerBindingAttribute attribute) => attribute switch
    {
        HttpTriggerAttribute => TriggerKind.Http,
        QueueTriggerAttribute => TriggerKind.Queue,
        TimerTriggerAttribute => TriggerKind.Timer,
        OrchestrationTriggerAttribute => TriggerKind.Orchestration,
        ActivityTriggerAttribute => TriggerKind.Activity,
        EntityTriggerAttribute => TriggerKind.Entity,
        _ => null,
    };

    private static string Place(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";

    private void Add(FunctionDescriptor function)
    {
        if (!_functions.TryAdd(function.Name, function))
        {
            throw new FunctionCatalogException(
                $"Two functions are named '{function.Name}': {Place(_functions[function.Name].Method)} and {Place(function.Method)}. Names are case-insensitive.");
        }
    }
}
