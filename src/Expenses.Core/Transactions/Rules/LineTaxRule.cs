namespace Expenses.Core.Transactions.Rules;

/// <summary>
/// A tax rate that is named exists, is active and allows the type; at 0 % there is no tax. Where a platform has none, they are
/// ignored (codat-contract §4.5).
/// </summary>
internal static class LineTaxRule
{
    public static void Check(PostingDraft draft)
    {
        if (!draft.Context.Capabilities.TaxRates)
        {
            return;
        }

        foreach (var (line, name) in draft.Lines())
        {
            if (line.TaxRateId is { } id)
            {
                CheckRate(draft, line, name, id);
            }
        }
    }

    /// <summary>The lines as they go to the platform.</summary>
    public static IReadOnlyList<ExpenseLine> Travelling(IReadOnlyList<ExpenseLine> lines, Draft draft) =>
        draft.Context.Capabilities.TaxRates ? lines : [.. lines.Select(line => line with { TaxRateId = null })];

    private static void CheckRate(PostingDraft draft, ExpenseLine line, string name, string id)
    {
        var field = $"{name}.TaxRateRef";
        if (draft.Reference.FindTaxRate(id) is not { } rate)
        {
            draft.Refuse(field, $"{field} {id} does not exist.");
            return;
        }

        if (!rate.IsActive)
        {
            draft.Refuse(field, $"{field} {id} is not in an Active state.");
        }
        else if (!rate.ValidTransactionTypes.Contains(draft.Transaction.Type))
        {
            draft.Refuse(field, $"{field} {id} cannot be used for the type {draft.Transaction.Type}.");
        }

        if (rate.EffectiveTaxRate == 0 && line.TaxAmount != 0)
        {
            draft.Refuse($"{name}.TaxAmount", $"{name}.TaxAmount must be 0 when used with a Tax Rate with an effective rate of 0.");
        }
    }
}
