namespace Expenses.Infra.Tests.Bicep;

/// <summary>The names that a statement refers to, those of nested resources included.</summary>
internal static class Names
{
    public static IEnumerable<string> In(Statement statement) => statement switch
    {
        ResourceStatement resource => In(resource.Condition).Concat(In(resource.Body)),
        ModuleStatement module => In(module.Condition).Concat(In(module.Body)),
        VariableStatement variable => In(variable.Value),
        OutputStatement output => In(output.Value),
        ParameterStatement parameter => In(parameter.Default),
        _ => [],
    };

    private static IEnumerable<string> In(Expression? expression) => expression switch
    {
        Name name => [name.Text],
        Interpolation text => text.Parts.SelectMany(In),
        ObjectExpression o => o.Members.SelectMany(m => In(m.Key).Concat(In(m.Value))).Concat(o.Resources.SelectMany(In)),
        ArrayExpression array => array.Items.SelectMany(In),
        Member member => In(member.Target),
        Element element => In(element.Target).Concat(In(element.Key)),
        Call call => call.Arguments.SelectMany(In),
        Not not => In(not.Operand),
        Binary binary => In(binary.Left).Concat(In(binary.Right)),
        Conditional conditional => In(conditional.Test).Concat(In(conditional.Then)).Concat(In(conditional.Else)),
        Loop loop => In(loop.Source).Concat(In(loop.Body)),
        _ => [],
    };
}
