using System.Globalization;
using Azure.Data.Tables;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Lists;

/// <summary>An index as a row: its segments as text, over as many properties as they need.</summary>
internal static class ListIndexRow
{
    private const string NewestProperty = "Newest";
    private const string PartsProperty = "Parts";
    private const char BetweenSegments = ' ';
    private const char BetweenFields = '=';
    private const string Unknown = "?";

    public static TableEntity Write(TableList list, ListIndex index)
    {
        var text = string.Join(BetweenSegments, index.Segments.Select(segment =>
            $"{segment.From}{BetweenFields}{segment.Count?.ToString(CultureInfo.InvariantCulture) ?? Unknown}"));
        var parts = text.Chunk(LongText.MaxLength).Select(part => new string(part)).ToList();
        var row = new TableEntity(list.Partition, list.IndexRow) { [NewestProperty] = index.Newest, [PartsProperty] = parts.Count };
        for (var i = 0; i < parts.Count; i++)
        {
            row[PartName(i)] = parts[i];
        }

        return row;
    }

    public static ListIndex Read(TableEntity row)
    {
        var text = string.Concat(Enumerable.Range(0, row.Number(PartsProperty)).Select(i => row.Text(PartName(i))));
        return new ListIndex([.. text.Split(BetweenSegments).Select(ReadSegment)], row.Text(NewestProperty));
    }

    private static string PartName(int number) => string.Create(CultureInfo.InvariantCulture, $"Part{number}");

    private static ListSegment ReadSegment(string text)
    {
        var end = text.LastIndexOf(BetweenFields);
        var count = text[(end + 1)..];
        return new ListSegment(text[..end], string.Equals(count, Unknown, StringComparison.Ordinal) ? null : int.Parse(count, CultureInfo.InvariantCulture));
    }
}
