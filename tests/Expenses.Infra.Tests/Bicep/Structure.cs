namespace Expenses.Infra.Tests.Bicep;

/// <summary>What a compiler would say of a file without knowing any value.</summary>
internal static class Structure
{
    public static IEnumerable<string> ProblemsOf(string file, IReadOnlyList<Statement> statements) =>
        Twice(statements).Concat(Cycles(statements)).Concat(Unguarded(statements)).Concat(UnusedExisting(statements)).Concat(ToldSecrets(statements))
            .Select(problem => $"{file}: {problem}");

    /// <summary>The symbols that a statement of a file depends on, directly and through others; variables and nested resources are looked through.</summary>
    public static IReadOnlySet<string> Dependencies(IReadOnlyList<Statement> statements, string symbol)
    {
        var all = All(statements).ToDictionary(statement => statement.Symbol, StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([symbol]);
        while (open.TryDequeue(out var next))
        {
            foreach (var name in Names.In(all[next]).Where(name => all.ContainsKey(name) && found.Add(name)))
            {
                open.Enqueue(name);
            }
        }

        return found;
    }

    private static IEnumerable<Statement> All(IEnumerable<Statement> statements) => statements
        .Where(statement => statement is not ScopeStatement)
        .SelectMany(statement => All(Names.Nested(statement)).Prepend(statement));

    private static IEnumerable<string> Twice(IReadOnlyList<Statement> statements) => All(statements)
        .Where(statement => statement is not OutputStatement)
        .GroupBy(statement => statement.Symbol, StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .Select(group => $"'{group.Key}' is declared twice");

    // As the compiler does it: a nested resource depends on those around it, these not on it.
    private static IEnumerable<string> Cycles(IReadOnlyList<Statement> statements)
    {
        var all = All(statements).Where(statement => statement is not OutputStatement).DistinctBy(s => s.Symbol).ToDictionary(s => s.Symbol, StringComparer.Ordinal);
        var around = all.Values.SelectMany(outer => Names.Nested(outer).Select(inner => (inner.Symbol, Outer: outer.Symbol))).ToLookup(pair => pair.Symbol, pair => pair.Outer);
        var done = new HashSet<string>(StringComparer.Ordinal);
        return all.Keys.Select(symbol => Visit(symbol, [])).OfType<string>().Distinct();

        string? Visit(string symbol, List<string> path)
        {
            if (path.Contains(symbol))
            {
                return $"a circle: {string.Join(" → ", path.SkipWhile(one => one != symbol).Append(symbol))}";
            }

            if (!done.Add(symbol))
            {
                return null;
            }

            path.Add(symbol);
            var circle = Names.Own(all[symbol]).Concat(around[symbol]).Where(all.ContainsKey).Distinct().Select(name => Visit(name, path)).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            return circle;
        }
    }

    // Something with a condition may not be there: whoever reads from it says what then (.?), or that it is (!).
    private static IEnumerable<string> Unguarded(IReadOnlyList<Statement> statements)
    {
        var conditional = All(statements)
            .Where(statement => statement is ModuleStatement { Condition: not null } or ResourceStatement { Condition: not null })
            .Select(statement => statement.Symbol)
            .ToHashSet(StringComparer.Ordinal);
        return All(statements).SelectMany(Names.All).OfType<Member>()
            .Where(member => member is { Target: Name, IsSafe: false, Key: not ("id" or "name") } && conditional.Contains(((Name)member.Target).Text))
            .Select(member => $"'{((Name)member.Target).Text}.{member.Key}' is read without a thought that it may not be there");
    }

    private static IEnumerable<string> UnusedExisting(IReadOnlyList<Statement> statements)
    {
        var used = All(statements).SelectMany(Names.Own).ToHashSet(StringComparer.Ordinal);
        return All(statements).OfType<ResourceStatement>().Where(resource => resource.IsExisting && !used.Contains(resource.Symbol))
            .Select(resource => $"'{resource.Symbol}' is looked up for nobody");
    }

    // The linter's rule: outputs stand in the deployment's history, for every reader.
    private static IEnumerable<string> ToldSecrets(IReadOnlyList<Statement> statements)
    {
        var secure = statements.OfType<ParameterStatement>().Where(Parameters.IsSecure).Select(parameter => parameter.Symbol).ToHashSet(StringComparer.Ordinal);
        return statements.OfType<OutputStatement>().Where(output => Names.Own(output).Any(secure.Contains))
            .Select(output => $"output '{output.Symbol}' is made of a secure parameter");
    }
}
