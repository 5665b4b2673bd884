namespace Expenses.Infra.Tests.Bicep;

/// <summary>Reads the statements of a Bicep file. What it does not know is an error, so nothing is passed over.</summary>
internal sealed class Parser(string file, IReadOnlyList<Token> tokens)
{
    private readonly ExpressionParser _expressions = new(file, tokens);

    public static IReadOnlyList<Statement> Read(string file, string source) =>
        new Parser(file, Lexer.Read(file, source)).ReadAll();

    private List<Statement> ReadAll()
    {
        List<Statement> statements = [];
        while (true)
        {
            _expressions.SkipLineEnds();
            if (_expressions.IsAtEnd)
            {
                return statements;
            }

            statements.Add(ReadStatement());
            _expressions.ExpectLineEnd();
        }
    }

    private Statement ReadStatement()
    {
        var decorators = _expressions.ReadDecorators();
        var keyword = _expressions.Word();
        if (decorators.Count > 0 && keyword is not "param")
        {
            throw _expressions.Wrong("decorators are read on parameters only");
        }

        switch (keyword)
        {
            case "targetScope":
                _expressions.Expect("=");
                return new ScopeStatement(_expressions.PlainText());
            case "param":
                var name = _expressions.Word();
                var type = _expressions.Word();
                return new ParameterStatement(name, type, _expressions.Accept("=") ? _expressions.ReadExpression() : null, decorators);
            case "var":
                var variable = _expressions.Word();
                _expressions.Expect("=");
                return new VariableStatement(variable, _expressions.ReadExpression());
            case "output":
                var output = _expressions.Word();
                var outputType = _expressions.Word();
                _expressions.Expect("=");
                return new OutputStatement(output, outputType, _expressions.ReadExpression());
            case "resource":
                return _expressions.ReadResource();
            case "module":
                return ReadModule();
            default:
                throw _expressions.Wrong($"'{keyword}' begins no statement");
        }
    }

    private ModuleStatement ReadModule()
    {
        var symbol = _expressions.Word();
        var path = _expressions.PlainText();
        _expressions.Expect("=");
        var condition = _expressions.ReadCondition();
        return new ModuleStatement(symbol, path, condition, (ObjectExpression)_expressions.ReadExpression());
    }
}
