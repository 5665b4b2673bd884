using System.Globalization;
using System.Text;

namespace Expenses.Infra.Tests.Bicep;

internal enum TokenKind
{
    Word,
    Number,
    Text,
    Mark,
    LineEnd,
    End,
}

/// <summary>A token; strings hold their literal parts and, between them, the source of the interpolated expressions.</summary>
internal sealed record Token(TokenKind Kind, string Text, int Line, IReadOnlyList<string>? Parts = null);

/// <summary>Cuts Bicep into tokens. Comments go; line ends stay, since they separate members.</summary>
internal sealed class Lexer(string file, string source)
{
    private static readonly string[] LongMarks = ["==", "!=", ">=", "<=", "&&", "||", "??"];

    private int _at;
    private int _line = 1;

    public static IReadOnlyList<Token> Read(string file, string source)
    {
        var lexer = new Lexer(file, source);
        List<Token> tokens = [];
        while (lexer.Next() is { } token)
        {
            tokens.Add(token);
        }

        tokens.Add(new Token(TokenKind.End, "end of file", lexer._line));
        return tokens;
    }

    private Token? Next()
    {
        SkipBlanksAndComments();
        if (_at >= source.Length)
        {
            return null;
        }

        var c = source[_at];
        if (c == '\n')
        {
            _at++;
            return new Token(TokenKind.LineEnd, "line end", _line++);
        }

        if (c == '\'')
        {
            return ReadText();
        }

        return char.IsAsciiLetter(c) || c == '_' ? ReadWord(TokenKind.Word)
            : char.IsAsciiDigit(c) ? ReadWord(TokenKind.Number)
            : ReadMark();
    }

    private void SkipBlanksAndComments()
    {
        while (_at < source.Length)
        {
            if (source[_at] is ' ' or '\r' or '\t')
            {
                _at++;
            }
            else if (source.AsSpan(_at).StartsWith("//"))
            {
                var end = source.IndexOf('\n', _at);
                _at = end < 0 ? source.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    private Token ReadWord(TokenKind kind)
    {
        var start = _at;
        while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
        {
            _at++;
        }

        return new Token(kind, source[start.._at], _line);
    }

    private Token ReadMark()
    {
        var mark = LongMarks.FirstOrDefault(m => source.AsSpan(_at).StartsWith(m)) ?? source[_at].ToString(CultureInfo.InvariantCulture);
        if (!"{}[]().,:?=!<>@|&+-".Contains(mark[0], StringComparison.Ordinal))
        {
            throw new BicepException($"{file}({_line}): '{mark}' is not part of the language.");
        }

        _at += mark.Length;
        return new Token(TokenKind.Mark, mark, _line);
    }

    private Token ReadText()
    {
        List<string> parts = [];
        var text = new StringBuilder();
        for (_at++; _at < source.Length && source[_at] is not ('\'' or '\n'); _at++)
        {
            if (source[_at] == '\\')
            {
                _at++;
                text.Append(source[_at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var c => c });
            }
            else if (source.AsSpan(_at).StartsWith("${"))
            {
                parts.Add(text.ToString());
                text.Clear();
                parts.Add(ReadInterpolated());
            }
            else
            {
                text.Append(source[_at]);
            }
        }

        if (_at >= source.Length || source[_at] != '\'')
        {
            throw new BicepException($"{file}({_line}): a string is not closed.");
        }

        _at++;
        parts.Add(text.ToString());
        return new Token(TokenKind.Text, parts[0], _line, parts);
    }

    /// <summary>The source between <c>${</c> and its brace; leaves the position on the brace.</summary>
    private string ReadInterpolated()
    {
        var start = _at + 2;
        var depth = 1;
        for (_at = start; _at < source.Length; _at++)
        {
            depth += source[_at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return source[start.._at];
            }
        }

        throw new BicepException($"{file}({_line}): '${{' is not closed.");
    }
}
