namespace Expenses.Core.Transactions.Rules;

/// <summary>Tags exist; a category with others under it cannot be used itself (codat-contract B056, B066).</summary>
internal static class LineTrackingRule
{
    public static void Check(PostingDraft draft)
    {
        foreach (var (line, name) in draft.Lines())
        {
            Check(draft, line.TrackingReferences, name);
        }
    }

    public static void Check(Draft draft, IReadOnlyList<TrackingReference> references, string line)
    {
        for (var i = 0; i < references.Count; i++)
        {
            CheckReference(draft, references[i], $"{line}.TrackingRefs[{i}]");
        }
    }

    private static void CheckReference(Draft draft, TrackingReference reference, string field)
    {
        var problem = reference.DataType switch
        {
            TrackingDataType.Customers => ReferenceTexts.Customer(reference.Id, draft.Reference.FindCustomer(reference.Id)),
            TrackingDataType.Suppliers => ReferenceTexts.Supplier(reference.Id, draft.Reference.FindSupplier(reference.Id)),
            _ => CategoryProblem(draft, reference.Id),
        };
        if (problem is not null)
        {
            draft.Refuse(field, $"{field}: {problem}");
        }
    }

    private static string? CategoryProblem(Draft draft, string id) => draft.Reference.FindTrackingCategory(id) switch
    {
        null => $"Tracking category {id} does not exist.",
        { HasChildren: true } => $"Tracking category {id} has others under it; use one of those.",
        _ => null,
    };
}
