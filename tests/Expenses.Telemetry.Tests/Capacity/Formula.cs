using System.Globalization;

namespace Expenses.Telemetry.Tests.Capacity;

/// <summary>Works a formula out: numbers, names, + - * / ( ), max(a, b) and ceil(a).</summary>
internal sealed class Formula(string text, IReadOnlyDictionary<string, double> names)
{
    private int _at;

    public static double Of(string text, IReadOnlyDictionary<string, double> names)
    {
        var formula = new Formula(text, names);
        var value = formula.Sum();
        return formula._at == text.Length ? value : throw new FormatException($"'{text}' is not understood from '{text[formula._at..]}' on.");
    }

    private double Sum()
    {
        var value = Product();
        while (Next('+', '-') is { } sign)
        {
            value = sign == '+' ? value + Product() : value - Product();
        }

        return value;
    }

    private double Product()
    {
        var value = Factor();
        while (Next('*', '/') is { } sign)
        {
            value = sign == '*' ? value * Factor() : value / Factor();
        }

        return value;
    }

    private double Factor()
    {
        if (Next('(') is not null)
        {
            return Closed(Sum());
        }

        var word = Word();
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        if (Next('(') is null)
        {
            return names.TryGetValue(word, out var named) ? named : throw new FormatException($"'{text}' names '{word}', which is no figure.");
        }

        var first = Sum();
        return word switch
        {
            "ceil" => Closed(Math.Ceiling(first)),
            "max" when Next(',') is not null => Closed(Math.Max(first, Sum())),
            _ => throw new FormatException($"'{text}' has an unknown function '{word}'."),
        };
    }

    private double Closed(double value) => Next(')') is null ? throw new FormatException($"'{text}' lacks a bracket.") : value;

    private char? Next(params ReadOnlySpan<char> wanted)
    {
        Skip();
        return _at < text.Length && wanted.Contains(text[_at]) ? text[_at++] : null;
    }

    private string Word()
    {
        Skip();
        var from = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
        {
            _at++;
        }

        return text[from.._at];
    }

    private void Skip()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }
    }
}
