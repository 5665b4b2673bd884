namespace Expenses.SampleRun.Input;

/// <summary>The input the flags ask for: card data or the sample month, with its own receipts or those of a folder.</summary>
internal static class ExpenseBatchReader
{
    public static ExpenseBatch Read(SampleRunOptions options)
    {
        var batch = options.Input is { } csv
            ? CardCsv.Read(csv, options.Count)
            : SampleMonth.Read(SampleMonth.Find(options.Samples), options.Count);
        return options.Receipts is { } folder
            ? batch with { Expenses = ReceiptFolder.Attach(batch.Expenses, ReceiptFolder.Files(folder), options.ReceiptCount) }
            : batch;
    }
}
