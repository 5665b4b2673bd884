using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Expenses.StandIns.Tests.Tables;

public enum RowKind
{
    Payment,
    Refund,
}

/// <summary>An entity class with a property of every type that Table storage has.</summary>
public sealed class ExpenseRow : ITableEntity
{
    public string PartitionKey { get; set; } = "p";

    public string RowKey { get; set; } = "r";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Text { get; set; }

    public int Number { get; set; }

    public int? MaybeNumber { get; set; }

    public long Ticks { get; set; }

    public long? MaybeTicks { get; set; }

    public double Ratio { get; set; }

    public bool Flag { get; set; }

    public bool? MaybeFlag { get; set; }

    public Guid Id { get; set; }

    public DateTimeOffset When { get; set; }

    public DateTimeOffset? MaybeWhen { get; set; }

    public DateTime Day { get; set; }

    public byte[]? Bytes { get; set; }

    public BinaryData? Data { get; set; }

    public RowKind Kind { get; set; }

    public RowKind? MaybeKind { get; set; }

    [DataMember(Name = "renamed")]
    public string? Inner { get; set; }

    [IgnoreDataMember]
    public string? Ignored { get; set; }

    public string Computed => $"{Text}!";

    /// <summary>A row whose times are within the range of the service.</summary>
    public static ExpenseRow New(string rowKey = "r", string partitionKey = "p") => new()
    {
        PartitionKey = partitionKey,
        RowKey = rowKey,
        When = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.Zero).AddTicks(1234567),
        Day = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
