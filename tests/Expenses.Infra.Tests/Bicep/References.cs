namespace Expenses.Infra.Tests.Bicep;

/// <summary>A value that only a deployment knows; members of it are such values too.</summary>
internal record Runtime(string Text)
{
    public override string ToString() => $"‹{Text}›";

    public virtual object? Member(string key) => new Runtime($"{Text}.{key}");
}

/// <summary>A resource as other parts of the template see it.</summary>
internal sealed record ResourceReference(string Type, string ApiVersion, string ResourceName, string Parent, string? Property = null)
    : Runtime($"{Type}/{ResourceName}{(Property is null ? "" : "." + Property)}")
{
    /// <summary>The name with those of its parents, <c>/</c> between them.</summary>
    public string FullName => Parent.Length == 0 ? ResourceName : $"{Parent}/{ResourceName}";

    public override string ToString() => base.ToString();

    public override object? Member(string key)
    {
        var path = Property is null ? key : $"{Property}.{key}";
        if (!Schema.ResourceTypes.HasMember(Type, ApiVersion, path))
        {
            throw new BicepException($"{Type}@{ApiVersion} has no member '{path}'.");
        }

        return (Property, key) switch
        {
            (null, "name") => ResourceName,
            ("properties.primaryEndpoints", _) => $"https://{ResourceName}.{key}.core.windows.net/",
            _ => this with { Property = path },
        };
    }
}

/// <summary>A module that is deployed, with what its outputs came to.</summary>
internal sealed record ModuleReference(string Symbol, IReadOnlyDictionary<string, object?> Outputs) : Runtime(Symbol)
{
    public override string ToString() => base.ToString();

    public override object? Member(string key) => key == "outputs"
        ? new ModuleOutputs(Symbol, Outputs)
        : throw new BicepException($"Module '{Symbol}' has no member '{key}'.");
}

internal sealed record ModuleOutputs(string Symbol, IReadOnlyDictionary<string, object?> Outputs) : Runtime($"{Symbol}.outputs")
{
    public override string ToString() => base.ToString();

    public override object? Member(string key) =>
        Outputs.TryGetValue(key, out var value) ? value : throw new BicepException($"Module '{Symbol}' has no output '{key}'.");
}

/// <summary>A resource or module whose condition is false here.</summary>
internal sealed record Absent(string Symbol) : Runtime(Symbol)
{
    public override string ToString() => base.ToString();

    public override object? Member(string key) => throw new BicepException($"'{Symbol}' is not deployed with these parameters, but '{key}' of it is used.");
}

/// <summary>A resource of a deployment with concrete parameters.</summary>
/// <param name="File">The file that declares it.</param>
/// <param name="Owner">The statement of the main file that it belongs to: its own, or that of its module.</param>
/// <param name="Reference">What it is.</param>
/// <param name="Body">Its body.</param>
internal sealed record Deployed(string File, string Owner, ResourceReference Reference, IReadOnlyDictionary<string, object?> Body)
{
    public string Type => Reference.Type;

    public string ApiVersion => Reference.ApiVersion;

    public string ResourceName => Reference.ResourceName;

    /// <summary>What it is attached to: <c>scope</c>; null for the resource group.</summary>
    public ResourceReference? Scope => Body.GetValueOrDefault("scope") as ResourceReference;

    /// <summary>A value by its path, <c>.</c> between members, a number for an element; null when absent.</summary>
    public object? this[string path] => Read(path);

    private object? Read(string path)
    {
        object? value = Body;
        foreach (var key in path.Split('.'))
        {
            value = value switch
            {
                IReadOnlyDictionary<string, object?> members => members.GetValueOrDefault(key),
                IReadOnlyList<object?> items when int.TryParse(key, out var i) && i < items.Count => items[i],
                _ => null,
            };
        }

        return value;
    }
}
