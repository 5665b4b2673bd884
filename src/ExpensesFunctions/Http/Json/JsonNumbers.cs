using System.Text.Json;

namespace ExpensesFunctions.Http.Json;

/// <summary>Reads numbers of a request. Money is a JSON number, never a string (codat-contract §2).</summary>
internal static class JsonNumbers
{
    // More characters than any amount or rate within limits has; beyond, decimal would round in silence.
    private const int LongestLiteral = 40;

    /// <summary>An amount in major units: within ± <see cref="RequestLimits.Amount"/>, at most four decimals.</summary>
    public static decimal? Amount(this JsonObjectReader reader, string name, bool required = false)
    {
        if (reader.Number(name, RequestLimits.AmountDecimals, required) is not { } value)
        {
            return null;
        }

        if (Math.Abs(value) <= RequestLimits.Amount)
        {
            return value;
        }

        reader.Errors.Add(reader.At(name), $"'{name}' must be between -{RequestLimits.Amount} and {RequestLimits.Amount}.", "Range");
        return null;
    }

    /// <summary>A currency rate: above zero, at most nine decimals (codat-contract §4.4).</summary>
    public static decimal? Rate(this JsonObjectReader reader, string name)
    {
        if (reader.Number(name, RequestLimits.RateDecimals, required: false) is not { } value)
        {
            return null;
        }

        if (value is > 0 and <= RequestLimits.Rate)
        {
            return value;
        }

        reader.Errors.Add(reader.At(name), $"'{name}' must be above 0 and at most {RequestLimits.Rate}.", "Range");
        return null;
    }

    /// <summary>A whole number within bounds.</summary>
    public static int? WholeNumber(this JsonObjectReader reader, string name, int minimum, int maximum)
    {
        if (reader.Number(name, decimals: 0, required: false) is not { } value)
        {
            return null;
        }

        if (value >= minimum && value <= maximum)
        {
            return (int)value;
        }

        reader.Errors.Add(reader.At(name), $"'{name}' must be between {minimum} and {maximum}.", "Range");
        return null;
    }

    private static decimal? Number(this JsonObjectReader reader, string name, int decimals, bool required)
    {
        if (reader.Find(name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            reader.Errors.Add(reader.At(name), $"'{name}' must be a JSON number.", "Type");
            return null;
        }

        if (value.GetRawText().Length > LongestLiteral || !value.TryGetDecimal(out var number))
        {
            reader.Errors.Add(reader.At(name), $"'{name}' is out of range.", "Range");
            return null;
        }

        if (decimal.Round(number, decimals) == number)
        {
            return number;
        }

        reader.Errors.Add(reader.At(name), $"'{name}' has more than {decimals} decimals.", "Decimals");
        return null;
    }
}
