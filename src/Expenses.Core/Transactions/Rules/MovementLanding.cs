using Expenses.Core.Connectors;
using Expenses.Core.Pushing;

namespace Expenses.Core.Transactions.Rules;

/// <summary>
/// What a movement lands as (codat-contract §4.3): a transfer where the platform has them and a transfer can say it all, that
/// is with one account and no tags on its lines; else a journal entry.
/// </summary>
internal static class MovementLanding
{
    public static LedgerTransaction Of(MovementTransaction movement, LedgerAccount bankAccount, PostingContext context)
    {
        var isTransfer = movement.Type is MovementType.TransferIn or MovementType.TransferOut;
        return isTransfer && IsPlain(movement) && IsConvertible(movement, bankAccount, context) && context.Capabilities.Takes(TransactionKind.Transfer, PushOperationKind.Create)
            ? TransferOf(movement, bankAccount, context)
            : JournalOf(movement, bankAccount);
    }

    private static bool IsPlain(MovementTransaction movement) =>
        movement.Lines.Select(line => line.AccountId).Distinct(StringComparer.Ordinal).Count() == 1
        && movement.Lines.All(line => line.TrackingReferences.Count == 0 && line.InvoiceToCustomerId is null);

    // The rate leads from the movement's currency to the base currency and nowhere else; a journal's own rules refuse the rest.
    private static bool IsConvertible(MovementTransaction movement, LedgerAccount bankAccount, PostingContext context) =>
        new[] { bankAccount, context.Reference.FindAccount(movement.Lines[0].AccountId!)! }.All(account =>
            string.Equals(account.Currency, movement.Currency, StringComparison.Ordinal)
            || (string.Equals(account.Currency, context.Reference.BaseCurrency, StringComparison.Ordinal) && movement.CurrencyRate is not null));

    private static TransferTransaction TransferOf(MovementTransaction movement, LedgerAccount bankAccount, PostingContext context)
    {
        var bank = SideOf(movement, bankAccount);
        var other = SideOf(movement, context.Reference.FindAccount(movement.Lines[0].AccountId!)!);
        var arrives = movement.Type == MovementType.TransferIn;
        return new TransferTransaction
        {
            Id = movement.Id,
            Operation = movement.Operation,
            Version = movement.Version,
            Date = movement.IssueDate,
            Description = movement.Description,
            From = arrives ? other : bank,
            To = arrives ? bank : other,
        };
    }

    // Each side has its account's own currency: the transaction's, or the base currency by the rate.
    private static TransferSide SideOf(MovementTransaction movement, LedgerAccount account)
    {
        var amount = movement.Lines.Sum(line => line.NetAmount);
        return new TransferSide(
            account.Id,
            string.Equals(account.Currency, movement.Currency, StringComparison.Ordinal)
                ? amount
                : Currency.Round(amount * movement.CurrencyRate!.Value, account.Currency));
    }

    private static AdjustmentTransaction JournalOf(MovementTransaction movement, LedgerAccount bankAccount)
    {
        var direction = movement.Type is MovementType.TransferIn or MovementType.AdjustmentIn ? 1 : -1;
        return new AdjustmentTransaction
        {
            Id = movement.Id,
            Operation = movement.Operation,
            Version = movement.Version,
            Date = movement.IssueDate,
            Currency = movement.Currency,
            CurrencyRate = movement.CurrencyRate,
            Reference = movement.Reference,
            Lines =
            [
                .. movement.Lines.Select(line => new AdjustmentLine
                {
                    Amount = -direction * line.NetAmount,
                    AccountId = line.AccountId!,
                    Description = line.Description ?? movement.Description,
                    TrackingReferences = line.TrackingReferences,
                    InvoiceToCustomerId = line.InvoiceToCustomerId,
                }),
                new AdjustmentLine
                {
                    Amount = direction * movement.Lines.Sum(line => line.NetAmount),
                    AccountId = bankAccount.Id,
                    Description = movement.Description,
                },
            ],
        };
    }
}
