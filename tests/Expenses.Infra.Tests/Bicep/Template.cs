using Expenses.Testing;

namespace Expenses.Infra.Tests.Bicep;

/// <summary>
/// What a deployment of infra/main.bicep with given parameters consists of. Stands in for the Bicep compiler and checks on
/// the way what that would: names, types, parameters and outputs of modules, unused symbols.
/// </summary>
internal sealed class Template
{
    private readonly List<Deployed> _resources = [];
    private readonly List<ResourceReference> _existing = [];
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly Func<string, string> _text;
    private string _owner = "";

    private Template(Func<string, string> text) => _text = text;

    public IReadOnlyList<Deployed> Resources => _resources;

    /// <summary>Resources that the template takes for granted.</summary>
    public IReadOnlyList<ResourceReference> Existing => _existing;

    /// <summary>Parameters and variables that nothing uses with these parameters, <c>file: symbol</c>.</summary>
    public IEnumerable<string> Unused => _declared.Except(_used);

    /// <summary>What a compiler would find: of the files as they are, and of what is deployed against the published types.</summary>
    public IEnumerable<string> Problems => _problems.Concat(_resources.SelectMany(Schema.ResourceTypes.ProblemsOf)).Concat(Unordered());

    public IReadOnlyDictionary<string, object?> Outputs { get; private set; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public static Template Deploy(params (string Name, object? Value)[] parameters) => Deploy(File.ReadAllText, parameters);

    /// <summary>With files that somebody changes on the way.</summary>
    public static Template Deploy(Func<string, string> text, params (string Name, object? Value)[] parameters)
    {
        var template = new Template(text);
        var given = new Dictionary<string, object?>(StringComparer.Ordinal) { ["environmentName"] = "test", ["location"] = "uksouth" };
        foreach (var (name, value) in parameters)
        {
            given[name] = value;
        }

        template.Outputs = template.Run(RepositoryRoot.File("infra", "main.bicep"), given);
        return template;
    }

    public static IReadOnlyList<Statement> Read(string file) => Parser.Read(Path.GetFileName(file), File.ReadAllText(file));

    public IReadOnlyList<Deployed> Of(string type) => [.. _resources.Where(resource => resource.Type == type)];

    public Deployed Single(string type) => Of(type).Single();

    public Deployed Named(string type, string part) => Of(type).Single(resource => resource.ResourceName.Contains(part, StringComparison.Ordinal));

    private static bool IsMain(string file) => Path.GetFileName(file) == "main.bicep";

    /// <summary>Whoever names a resource of another module without depending on that module may be deployed before it.</summary>
    private IEnumerable<string> Unordered()
    {
        var statements = Parser.Read("main.bicep", _text(RepositoryRoot.File("infra", "main.bicep")));
        var before = _resources.Select(one => one.Owner).Distinct().ToDictionary(owner => owner, owner => Structure.Dependencies(statements, owner));
        return from resource in _resources
               from text in Texts(resource.Body)
               from other in _resources
               where other.Owner != resource.Owner && other.ResourceName.Length > 8 && text.Contains(other.ResourceName, StringComparison.Ordinal)
                   && !before[resource.Owner].Contains(other.Owner)
               select $"{resource.File}: {resource.Reference} names {other.ResourceName} and does not wait for it";
    }

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> members => members.SelectMany(member => Texts(member.Value).Prepend(member.Key)),
        IReadOnlyList<object?> items => items.SelectMany(Texts),
        null or bool or long => [],
        _ => [value.ToString()!],
    };

    private Dictionary<string, object?> Run(string file, IReadOnlyDictionary<string, object?> given)
    {
        var name = Path.GetFileName(file);
        var statements = Parser.Read(name, _text(file));
        _problems.AddRange(Structure.ProblemsOf(name, statements).Except(_problems));
        var evaluator = new Evaluator(file);
        CheckParameters(name, statements, given);
        foreach (var parameter in statements.OfType<ParameterStatement>())
        {
            evaluator.Set(parameter.Symbol, Parameters.Bind(name, parameter, given, evaluator));
        }

        foreach (var variable in statements.OfType<VariableStatement>())
        {
            evaluator.Define(variable.Symbol, variable.Value);
        }

        foreach (var statement in InOrder(statements))
        {
            Deploy(file, statement, evaluator);
        }

        var outputs = statements.OfType<OutputStatement>().ToDictionary(o => o.Symbol, o => Parameters.OfType(o.Type, evaluator.Value(o.Value), $"{name}, output '{o.Symbol}'"), StringComparer.Ordinal);
        _declared.UnionWith(statements.Where(s => s is ParameterStatement or VariableStatement).Select(s => $"{name}: {s.Symbol}"));
        _used.UnionWith(evaluator.Used.Select(symbol => $"{name}: {symbol}"));
        return outputs;
    }

    private static void CheckParameters(string file, IReadOnlyList<Statement> statements, IReadOnlyDictionary<string, object?> given)
    {
        var declared = statements.OfType<ParameterStatement>().Select(p => p.Symbol).ToHashSet(StringComparer.Ordinal);
        if (given.Keys.FirstOrDefault(key => !declared.Contains(key)) is { } unknown)
        {
            throw new BicepException($"{file} has no parameter '{unknown}'.");
        }
    }

    /// <summary>Statements after those they refer to; Bicep files may have them in any order.</summary>
    private static List<Statement> InOrder(IReadOnlyList<Statement> statements)
    {
        var symbols = statements.Where(s => s is ResourceStatement or ModuleStatement).ToDictionary(s => s.Symbol, StringComparer.Ordinal);
        var variables = statements.OfType<VariableStatement>().ToDictionary(s => s.Symbol, StringComparer.Ordinal);
        List<Statement> ordered = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var statement in symbols.Values)
        {
            Visit(statement);
        }

        return ordered;

        void Visit(Statement statement)
        {
            if (!seen.Add(statement.Symbol))
            {
                return;
            }

            foreach (var name in Names.In(statement))
            {
                if (variables.TryGetValue(name, out var variable))
                {
                    Visit(variable);
                }
                else if (symbols.TryGetValue(name, out var other))
                {
                    Visit(other);
                }
            }

            if (statement is not VariableStatement)
            {
                ordered.Add(statement);
            }
        }
    }

    private void Deploy(string file, Statement statement, Evaluator evaluator)
    {
        switch (statement)
        {
            case ModuleStatement module:
                _owner = IsMain(file) ? module.Symbol : _owner;
                evaluator.Set(module.Symbol, DeployModule(file, module, evaluator));
                break;
            case ResourceStatement resource:
                _owner = IsMain(file) ? resource.Symbol : _owner;
                DeployResource(file, resource, evaluator, parent: null);
                break;
        }
    }

    private Runtime DeployModule(string file, ModuleStatement module, Evaluator evaluator)
    {
        if (module.Condition is not null && !evaluator.True(module.Condition))
        {
            return new Absent(module.Symbol);
        }

        var body = evaluator.Object(module.Body);
        var parameters = (IReadOnlyDictionary<string, object?>)body["params"]!;
        return new ModuleReference(module.Symbol, Run(Path.Combine(Path.GetDirectoryName(file)!, module.Path), parameters));
    }

    private void DeployResource(string file, ResourceStatement statement, Evaluator evaluator, ResourceReference? parent)
    {
        if (statement.Condition is not null && !evaluator.True(statement.Condition))
        {
            evaluator.Set(statement.Symbol, new Absent(statement.Symbol));
            return;
        }

        evaluator.Set(statement.Symbol, statement.Body is Loop loop
            ? evaluator.Each(loop, body => DeployOne(file, statement, (ObjectExpression)body, evaluator, parent))
            : DeployOne(file, statement, (ObjectExpression)statement.Body, evaluator, parent));
    }

    private ResourceReference DeployOne(string file, ResourceStatement statement, ObjectExpression syntax, Evaluator evaluator, ResourceReference? outer)
    {
        var body = evaluator.Object(syntax);
        var parent = outer ?? body.GetValueOrDefault("parent") as ResourceReference;
        var parts = statement.Type.Split('@');
        // A nested resource gives the last part of its type only.
        var type = outer is null ? parts[0] : $"{outer.Type}/{parts[0]}";
        var version = parts.ElementAtOrDefault(1) ?? outer?.ApiVersion ?? throw new BicepException($"{file}: '{statement.Symbol}' has no version.");
        var reference = new ResourceReference(type, version, Functions.Text(body["name"]), parent?.FullName ?? "");
        if (statement.IsExisting)
        {
            _existing.Add(reference);
        }
        else
        {
            _resources.Add(new Deployed(Path.GetFileName(file), _owner, reference, body));
        }

        evaluator.Set(statement.Symbol, reference);
        foreach (var nested in syntax.Resources)
        {
            DeployResource(file, nested, evaluator, reference);
        }

        return reference;
    }
}
