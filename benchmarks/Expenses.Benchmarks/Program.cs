using Expenses.Benchmarks;

return args switch
{
    ["receipt-memory"] => await ReceiptMemory.RunAsync([1, 10, 50]),
    ["receipt-memory", .. var sizes] => await ReceiptMemory.RunAsync([.. sizes.Select(int.Parse)]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: Expenses.Benchmarks receipt-memory [MB ...]");
    return 2;
}
