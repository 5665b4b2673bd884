namespace Expenses.Core.Transactions;

/// <summary>The types that the newest contract took out of expenses; datasets of the older ones still have them (codat-contract §4.2, B061).</summary>
public enum MovementType
{
    /// <summary>Money that arrives on the bank account or lowers what is owed on the card: top-up, pay-down, balance transfer.</summary>
    TransferIn,

    /// <summary>Money that leaves the bank account or raises what is owed on the card: cash withdrawal, balance transfer.</summary>
    TransferOut,

    /// <summary>A write-off or currency correction in favour of the bank or card account.</summary>
    AdjustmentIn,

    /// <summary>The opposite of <see cref="AdjustmentIn"/>.</summary>
    AdjustmentOut,
}
