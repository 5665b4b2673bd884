using System.Globalization;

namespace Expenses.Infra.Tests.Bicep;

/// <summary>Recursive descent over tokens; also reads resources, which may stand inside a resource's body.</summary>
internal sealed class ExpressionParser(string file, IReadOnlyList<Token> tokens)
{
    private static readonly string[][] Levels = [["||", "??"], ["&&"], ["==", "!="], [">", "<", ">=", "<="], ["+", "-"]];

    private int _at;

    public bool IsAtEnd => Current.Kind == TokenKind.End;

    private Token Current => tokens[_at];

    public BicepException Wrong(string reason) => new($"{file}({Current.Line}): {reason}, at '{Current.Text}'.");

    public void SkipLineEnds()
    {
        while (Current.Kind == TokenKind.LineEnd)
        {
            _at++;
        }
    }

    public void ExpectLineEnd()
    {
        if (Current.Kind is not (TokenKind.LineEnd or TokenKind.End))
        {
            throw Wrong("the statement should end here");
        }
    }

    public bool Accept(string mark)
    {
        if (Current.Kind != TokenKind.Mark || Current.Text != mark)
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Expect(string mark)
    {
        if (!Accept(mark))
        {
            throw Wrong($"'{mark}' is missing");
        }
    }

    public string Word() => Current.Kind == TokenKind.Word ? tokens[_at++].Text : throw Wrong("a name is missing");

    public string PlainText() =>
        Current is { Kind: TokenKind.Text, Parts.Count: 1 } ? tokens[_at++].Text : throw Wrong("a plain string is missing");

    public List<Call> ReadDecorators()
    {
        List<Call> decorators = [];
        while (Accept("@"))
        {
            decorators.Add(ReadExpression() as Call ?? throw Wrong("a decorator is a call"));
            SkipLineEnds();
        }

        return decorators;
    }

    public Expression? ReadCondition()
    {
        if (Current is not { Kind: TokenKind.Word, Text: "if" })
        {
            return null;
        }

        _at++;
        Expect("(");
        var condition = ReadExpression();
        Expect(")");
        return condition;
    }

    /// <summary>After the word <c>resource</c>.</summary>
    public ResourceStatement ReadResource()
    {
        var symbol = Word();
        var type = PlainText();
        var existing = Current is { Kind: TokenKind.Word, Text: "existing" };
        _at += existing ? 1 : 0;
        Expect("=");
        return new ResourceStatement(symbol, type, existing, ReadCondition(), ReadExpression());
    }

    public Expression ReadExpression()
    {
        var test = ReadBinary(0);
        if (!Accept("?"))
        {
            return test;
        }

        var then = ReadExpression();
        SkipLineEnds();
        Expect(":");
        return new Conditional(test, then, ReadExpression());
    }

    private Expression ReadBinary(int level)
    {
        if (level == Levels.Length)
        {
            return ReadUnary();
        }

        var left = ReadBinary(level + 1);
        while (Current.Kind == TokenKind.Mark && Levels[level].Contains(Current.Text))
        {
            var mark = tokens[_at++].Text;
            left = new Binary(mark, left, ReadBinary(level + 1));
        }

        return left;
    }

    private Expression ReadUnary()
    {
        if (Accept("!"))
        {
            return new Not(ReadUnary());
        }

        return Accept("-") ? new Binary("-", new Literal(0L), ReadUnary()) : ReadPostfix(ReadPrimary());
    }

    private Expression ReadPostfix(Expression target)
    {
        while (true)
        {
            if (Accept("."))
            {
                var isSafe = Accept("?");
                target = new Member(target, Word(), isSafe);
            }
            else if (Accept("["))
            {
                target = new Element(target, ReadExpression());
                Expect("]");
            }
            else if (Accept("!"))
            {
                target = new Assured(target);
            }
            else
            {
                return target;
            }
        }
    }

    private Expression ReadPrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                _at++;
                return ReadText(token);
            case TokenKind.Number:
                _at++;
                return new Literal(long.Parse(token.Text, CultureInfo.InvariantCulture));
            case TokenKind.Word:
                return ReadWord();
            case TokenKind.Mark when Accept("{"):
                return ReadObject();
            case TokenKind.Mark when Accept("["):
                return ReadArray();
            case TokenKind.Mark when Accept("("):
                var inner = ReadExpression();
                Expect(")");
                return inner;
            default:
                throw Wrong("an expression is missing");
        }
    }

    private Expression ReadWord()
    {
        var word = Word();
        if (word is "true" or "false" or "null")
        {
            return new Literal(word == "null" ? null : word == "true");
        }

        if (!Accept("("))
        {
            return new Name(word);
        }

        List<Expression> arguments = [];
        while (!Accept(")"))
        {
            SkipLineEnds();
            arguments.Add(ReadExpression());
            SkipLineEnds();
            Accept(",");
        }

        return new Call(word, arguments);
    }

    private Expression ReadText(Token token)
    {
        if (token.Parts is not { Count: > 1 } parts)
        {
            return new Literal(token.Text);
        }

        return new Interpolation([.. parts.Select((part, i) => i % 2 == 0 ? new Literal(part) : Inner(part))]);

        Expression Inner(string source) => new ExpressionParser($"{file}({token.Line})", Lexer.Read(file, source)).ReadExpression();
    }

    private ObjectExpression ReadObject()
    {
        List<(Expression, Expression)> members = [];
        List<ResourceStatement> resources = [];
        while (true)
        {
            SkipSeparators();
            if (Accept("}"))
            {
                return new ObjectExpression(members, resources);
            }

            var key = Current.Kind == TokenKind.Text ? ReadText(tokens[_at++]) : new Literal(Word());
            if (key is Literal { Value: "resource" } && Current.Kind == TokenKind.Word)
            {
                resources.Add(ReadResource());
                continue;
            }

            Expect(":");
            members.Add((key, ReadExpression()));
        }
    }

    private Expression ReadArray()
    {
        SkipLineEnds();
        if (Current is { Kind: TokenKind.Word, Text: "for" })
        {
            _at++;
            return ReadLoop();
        }

        List<Expression> items = [];
        while (true)
        {
            SkipSeparators();
            if (Accept("]"))
            {
                return new ArrayExpression(items);
            }

            items.Add(ReadExpression());
        }
    }

    private Loop ReadLoop()
    {
        string item;
        string? index = null;
        if (Accept("("))
        {
            item = Word();
            Expect(",");
            index = Word();
            Expect(")");
        }
        else
        {
            item = Word();
        }

        if (Word() != "in")
        {
            throw Wrong("'in' is missing");
        }

        var source = ReadExpression();
        Expect(":");
        var body = ReadExpression();
        SkipLineEnds();
        Expect("]");
        return new Loop(item, index, source, body);
    }

    private void SkipSeparators()
    {
        while (Current.Kind == TokenKind.LineEnd || Accept(","))
        {
            if (Current.Kind == TokenKind.LineEnd)
            {
                _at++;
            }
        }
    }
}
