namespace Expenses.SampleRun.Input;

/// <summary>One line of the published card data, as text: amounts carry thousands separators, dates are dd/MM/yy.</summary>
/// <param name="Line">Line of the file, counted from 1 with the header.</param>
internal sealed record CardRow(
    long Line,
    string TransactionDate,
    string PostingDate,
    string PostedAmount,
    string Merchant,
    string City,
    string OriginalAmount,
    string OriginalCurrency,
    string PublishedRate);
