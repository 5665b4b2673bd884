using System.Globalization;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Input;

/// <summary>Turns one card line into an expense: negative is a Refund, the original currency is kept.</summary>
internal static class CardExpense
{
    public static ExpenseTransaction From(CardRow row, string fileHash, string path)
    {
        var line = row.Line;
        var posted = Amount(row.PostedAmount, line, path);
        var currency = row.OriginalCurrency.ToUpperInvariant();
        var foreign = !string.Equals(currency, CardCsv.BaseCurrency, StringComparison.Ordinal);
        var amount = foreign ? Amount(row.OriginalAmount, line, path) : posted;
        if (posted == 0 || Math.Sign(posted) != Math.Sign(amount))
        {
            throw new InputException($"{path} line {line}: the posted amount {row.PostedAmount} does not go with {row.OriginalAmount} {currency}.");
        }

        return new ExpenseTransaction
        {
            Id = DeterministicId.From([fileHash, line.ToString(CultureInfo.InvariantCulture)]).ToString(),
            Type = posted < 0 ? "Refund" : "Payment",
            IssueDate = Date(row.TransactionDate, line, path).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z",
            Currency = currency,
            CurrencyRate = foreign ? Rate(posted, amount, line, path) : null,
            MerchantName = row.Merchant,
            Reference = $"line {line}",
            Notes = $"{row.City}; posted {row.PostingDate}; published rate {row.PublishedRate}",
            Lines = [new ExpenseLine(Math.Abs(amount), 0m, new Ref("NONE"), new Ref(MerchantAccounts.For(row.Merchant)), null)],
        };
    }

    /// <summary>
    /// The published rate has two decimals and would miss the posted cent; this one, at the contract's nine decimals
    /// (codat-contract §4.4: base = foreign × rate), meets it.
    /// </summary>
    private static decimal Rate(decimal posted, decimal original, long line, string path)
    {
        var rate = decimal.Round(posted / original, 9, MidpointRounding.AwayFromZero);
        return decimal.Round(original * rate, 2, MidpointRounding.AwayFromZero) == posted
            ? rate
            : throw new InputException($"{path} line {line}: no rate of nine decimals turns {original} into {posted}.");
    }

    private static decimal Amount(string text, long line, string path) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && decimal.Round(amount, 2) == amount
            ? amount
            : throw new InputException($"{path} line {line}: '{text}' is not an amount.");

    private static DateOnly Date(string text, long line, string path) =>
        DateOnly.TryParseExact(text, "dd/MM/yy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new InputException($"{path} line {line}: '{text}' is not a date of the form dd/MM/yy.");
}
