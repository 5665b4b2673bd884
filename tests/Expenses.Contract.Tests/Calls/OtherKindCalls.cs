namespace Expenses.Contract.Tests.Calls;

/// <summary>Transfers, adjustments and reimbursements.</summary>
internal static class OtherKindCalls
{
    public static async Task RunAsync(ContractWalk walk)
    {
        await TransferAsync(walk);
        await AdjustmentAsync(walk);
        await ReimbursementAsync(walk);
    }

    private static async Task TransferAsync(ContractWalk walk)
    {
        var transfer = await walk.Client.PutAsync(walk.At($"sync/expenses/transfer-transactions/{Guid.NewGuid():D}"), new
        {
            description = "Top up",
            date = "2026-10-05T00:00:00",
            from = new { accountRef = new { id = "090" }, amount = 100m },
            to = new { accountRef = new { id = "091" }, amount = 100m },
        });
        await EndAsync(walk, transfer);
    }

    private static async Task AdjustmentAsync(ContractWalk walk)
    {
        var adjustment = await walk.Client.PostAsync(walk.At("sync/expenses/adjustment-transactions"), new[]
        {
            new
            {
                id = Guid.NewGuid().ToString("D"), date = "2026-10-05T00:00:00", currency = "GBP", reference = "walk",
                lines = new[]
                {
                    new { amount = 25m, accountRef = new { id = "420" }, description = "to" },
                    new { amount = -25m, accountRef = new { id = "429" }, description = "from" },
                },
            },
        });
        await EndAsync(walk, adjustment);
    }

    private static async Task ReimbursementAsync(ContractWalk walk)
    {
        var id = Guid.NewGuid().ToString("D");
        var made = await walk.Client.PostAsync(walk.At("sync/expenses/reimbursable-expense-transactions"), new[] { Reimbursement(id, "first") });
        await EndAsync(walk, made);
        var changed = await walk.Client.PutAsync(walk.At($"sync/expenses/reimbursable-expense-transactions/{id}"), Reimbursement(id, "second"));
        await EndAsync(walk, changed);
    }

    public static object Reimbursement(string id, string notes) => new
    {
        id, reference = "walk", contactRef = new { id = "travel-desk" }, issueDate = "2026-10-05T00:00:00", dueDate = "2026-11-05T00:00:00",
        currency = "GBP", notes, lines = new[] { new { description = "Taxi", netAmount = 20m, taxAmount = 0m, taxRateRef = new { id = "NONE" }, accountRef = new { id = "493" } } },
    };

    public static Task EndAsync(ContractWalk walk, System.Text.Json.JsonElement? started) =>
        started is null ? Task.CompletedTask : ExpenseCalls.UntilEndedAsync(walk, ContractWalk.IdIn(started, "syncId"));
}
