namespace Expenses.Infra.Tests.Bicep;

/// <summary>An expression of the part of Bicep that infra/ uses.</summary>
internal abstract record Expression;

internal sealed record Literal(object? Value) : Expression;

/// <summary>A string with <c>${…}</c> in it: literals and expressions in turn.</summary>
internal sealed record Interpolation(IReadOnlyList<Expression> Parts) : Expression;

internal sealed record ObjectExpression(
    IReadOnlyList<(Expression Key, Expression Value)> Members, IReadOnlyList<ResourceStatement> Resources) : Expression;

internal sealed record ArrayExpression(IReadOnlyList<Expression> Items) : Expression;

internal sealed record Name(string Text) : Expression;

/// <summary><c>target.key</c>, or <c>target.?key</c>, which is null where there is no target.</summary>
internal sealed record Member(Expression Target, string Key, bool IsSafe = false) : Expression;

/// <summary><c>operand!</c>: the writer says that it is there.</summary>
internal sealed record Assured(Expression Operand) : Expression;

internal sealed record Element(Expression Target, Expression Key) : Expression;

internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

internal sealed record Not(Expression Operand) : Expression;

internal sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

internal sealed record Conditional(Expression Test, Expression Then, Expression Else) : Expression;

internal sealed record Loop(string Item, string? Index, Expression Source, Expression Body) : Expression;

internal abstract record Statement(string Symbol);

internal sealed record ScopeStatement(string Scope) : Statement("targetScope");

internal sealed record ParameterStatement(string Symbol, string Type, Expression? Default, IReadOnlyList<Call> Decorators) : Statement(Symbol);

internal sealed record VariableStatement(string Symbol, Expression Value) : Statement(Symbol);

internal sealed record OutputStatement(string Symbol, string Type, Expression Value) : Statement(Symbol);

/// <summary>A resource; its body is an object, or a loop over one.</summary>
internal sealed record ResourceStatement(string Symbol, string Type, bool IsExisting, Expression? Condition, Expression Body) : Statement(Symbol);

internal sealed record ModuleStatement(string Symbol, string Path, Expression? Condition, ObjectExpression Body) : Statement(Symbol);

/// <summary>The template is wrong; the message says where.</summary>
internal sealed class BicepException(string message) : Exception(message);
