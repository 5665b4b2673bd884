namespace Expenses.Infra.Tests.Bicep;

/// <summary>Walks through expressions.</summary>
internal static class Names
{
    /// <summary>The names that a statement refers to, those of nested resources included.</summary>
    public static IEnumerable<string> In(Statement statement) =>
        All(statement).OfType<Name>().Select(name => name.Text).Concat(Nested(statement).SelectMany(In));

    /// <summary>The names that a statement itself refers to; a nested resource is a statement of its own.</summary>
    public static IEnumerable<string> Own(Statement statement) => All(statement).OfType<Name>().Select(name => name.Text);

    /// <summary>The resources in the body of a resource.</summary>
    public static IEnumerable<ResourceStatement> Nested(Statement statement) =>
        All(statement).OfType<ObjectExpression>().SelectMany(o => o.Resources);

    /// <summary>Every expression of a statement, without those of nested resources.</summary>
    public static IEnumerable<Expression> All(Statement statement) => statement switch
    {
        ResourceStatement resource => In(resource.Condition).Concat(In(resource.Body)),
        ModuleStatement module => In(module.Condition).Concat(In(module.Body)),
        VariableStatement variable => In(variable.Value),
        OutputStatement output => In(output.Value),
        ParameterStatement parameter => In(parameter.Default),
        _ => [],
    };

    private static IEnumerable<Expression> In(Expression? expression) => expression is null ? [] : Parts(expression).SelectMany(In).Prepend(expression);

    private static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        Interpolation text => text.Parts,
        ObjectExpression o => o.Members.SelectMany(m => (Expression[])[m.Key, m.Value]),
        ArrayExpression array => array.Items,
        Member member => [member.Target],
        Element element => [element.Target, element.Key],
        Assured assured => [assured.Operand],
        Call call => call.Arguments,
        Not not => [not.Operand],
        Binary binary => [binary.Left, binary.Right],
        Conditional conditional => [conditional.Test, conditional.Then, conditional.Else],
        Loop loop => [loop.Source, loop.Body],
        _ => [],
    };
}
