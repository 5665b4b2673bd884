using System.Collections.Concurrent;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Takes every record with a name; notes what it was given.</summary>
internal sealed class SmallRecordWriter : IReferenceDataWriter
{
    private readonly ConcurrentQueue<ReferenceWrite> _writes = new();

    public string PlatformKey => SmallLedger.Key;

    public IReadOnlyList<ReferenceWrite> Writes => [.. _writes];

    /// <summary>What happens while the next write is under way; null for nothing.</summary>
    public Action? Meanwhile { get; set; }

    public ReferenceModel? ModelOf(string dataType) =>
        dataType is DataTypes.ChartOfAccounts or DataTypes.BankAccounts or DataTypes.Suppliers or DataTypes.Customers
            ? new ReferenceModel(ReferenceModelType.Object, "Record", "A record.", IsRequired: true)
            {
                Properties = new Dictionary<string, ReferenceModel>
                {
                    ["name"] = new(ReferenceModelType.String, "Name", "The name.", IsRequired: true) { Information = ["Must not be long."] },
                    ["type"] = new(ReferenceModelType.String, "Type", "The type.", IsRequired: false) { Options = ["One", "Two"] },
                },
            }
            : null;

    public Task<ReferenceWriteOutcome> WriteAsync(Connection connection, ReferenceWrite write, CancellationToken cancellationToken = default)
    {
        _writes.Enqueue(write);
        Meanwhile?.Invoke();
        Meanwhile = null;
        var name = write.Draft switch
        {
            AccountDraft account => account.Name,
            BankAccountDraft bank => bank.Name,
            ContactDraft contact => contact.Name,
            _ => null,
        };
        return Task.FromResult(name is null
            ? new ReferenceWriteOutcome(RecordId: null, ["Name must be provided."])
            : new ReferenceWriteOutcome(write.RecordId ?? "new-1", []));
    }
}
