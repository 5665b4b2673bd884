namespace Expenses.Core.Transactions.Rules;

/// <summary>Tags exist; a category with others under it cannot be used itself (codat-contract B056, B066).</summary>
internal static class LineTrackingRule
{
    public static void Check(PostingDraft draft)
    {
        foreach (var (line, name) in draft.Lines())
        {
            for (var i = 0; i < line.TrackingReferences.Count; i++)
            {
                CheckReference(draft, line.TrackingReferences[i], $"{name}.TrackingRefs[{i}]");
            }
        }
    }

    private static void CheckReference(PostingDraft draft, TrackingReference reference, string field)
    {
        var problem = reference.DataType == TrackingDataType.Customers
            ? ReferenceTexts.Customer(reference.Id, draft.Reference.FindCustomer(reference.Id))
            : CategoryProblem(draft, reference.Id);
        if (problem is not null)
        {
            draft.Refuse(field, $"{field}: {problem}");
        }
    }

    private static string? CategoryProblem(PostingDraft draft, string id) => draft.Reference.FindTrackingCategory(id) switch
    {
        null => $"Tracking category {id} does not exist.",
        { HasChildren: true } => $"Tracking category {id} has others under it; use one of those.",
        _ => null,
    };
}
