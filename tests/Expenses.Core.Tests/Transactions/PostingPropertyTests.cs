using Expenses.Core.Transactions;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Expenses.Core.Tests.Transactions;

public sealed class PostingPropertyTests(ITestOutputHelper output)
{
    private static readonly Gen<ExpenseLine> Lines =
        from net in Gen.Choose(-5_000, 20_000)
        from tax in Gen.Choose(0, 100)
        from account in Gen.Elements("travel", "old", "creditors", "bank-gbp", "payments-only", "nothing", null)
        from rate in Gen.Elements("vat20", "vat0", "vat-old", "vat-purchases", "nothing", null)
        from tag in Gen.Elements("north", "region", "nothing")
        select new ExpenseLine
        {
            NetAmount = net / 1000m,
            TaxAmount = tax,
            AccountId = account,
            TaxRateId = rate,
            TrackingReferences = [new TrackingReference(tag)],
        };

    private static readonly Gen<ExpenseTransaction> Transactions =
        from lines in Lines.NonEmptyListOf()
        from type in Gen.Elements(Enum.GetValues<ExpenseType>())
        from currency in Gen.Elements("GBP", "USD", "JPY", "XXX")
        from bank in Gen.Elements("bank-gbp", "bank-usd", "bank-closed", "travel", "nothing", null)
        from supplier in Gen.Elements("airline", "us-shop", "archived", "nothing", null)
        from rate in Gen.Elements<decimal?>(null, 1, 0.781m, 0, -1)
        select Ledger.Payment with
        {
            Type = type,
            Currency = currency,
            CurrencyRate = rate,
            BankAccountId = bank,
            SupplierId = supplier,
            Lines = [.. lines],
        };

    [Fact]
    public void AnyTransaction_IsEitherAnItemOrHasProblems_AndNeverThrows() => RandomCases.Check(output, Prop.ForAll(
        Transactions.ToArbitrary(),
        transaction =>
        {
            var decision = PostingRules.Decide(transaction, Ledger.Context);
            return (decision.Item is null) == (decision.Problems.Count > 0)
                && decision.Problems.All(problem => problem.Message.EndsWith('.'));
        }));

    [Fact]
    public void AddingABadLine_AddsItsProblemsAndKeepsTheOthers() => RandomCases.Check(output, Prop.ForAll(
        Transactions.ToArbitrary(),
        transaction =>
        {
            var bad = Ledger.Line with { AccountId = "creditors" };
            var before = LineProblems(transaction);
            var after = LineProblems(transaction with { Lines = [.. transaction.Lines, bad] });
            return before.IsSubsetOf(after) && after.Contains($"LineItems[{transaction.Lines.Count}].AccountRef");
        }));

    private static HashSet<string> LineProblems(ExpenseTransaction transaction) => PostingRules.Decide(transaction, Ledger.Context)
        .Problems
        .Select(problem => problem.Field)
        .Where(field => field.StartsWith("LineItems[", StringComparison.Ordinal))
        .ToHashSet();
}
