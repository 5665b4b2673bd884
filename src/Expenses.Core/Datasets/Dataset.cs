using Expenses.Core.Identifiers;

namespace Expenses.Core.Datasets;

/// <summary>A stored set of transactions. Written once, never changed.</summary>
/// <param name="Company">Whose.</param>
/// <param name="Id">Its id.</param>
/// <param name="TransactionCount">How many transactions it holds.</param>
/// <param name="Created">When it was stored, UTC.</param>
public sealed record Dataset(CompanyKey Company, DatasetId Id, int TransactionCount, DateTimeOffset Created)
{
    /// <summary>How many transactions a chunk holds at most; one chunk is one blob and one sub-orchestration.</summary>
    public const int ChunkSize = 100;

    /// <summary>How many chunks the dataset has.</summary>
    public int ChunkCount => (TransactionCount + ChunkSize - 1) / ChunkSize;
}
