using System.Globalization;
using Expenses.Core.Syncs;

namespace Expenses.Core.Reconciling;

/// <summary>How far the walk through a company's syncs has come.</summary>
/// <param name="Sync">The sync that is next.</param>
/// <param name="Row">Its row that is next, from 0.</param>
internal sealed record RecordedPlace(SyncPlace Sync, int Row)
{
    private const char Separator = '|';

    /// <summary>The beginning: the first sync asked for at a time or earlier.</summary>
    public static RecordedPlace Before(DateTimeOffset started) => new(new SyncPlace(started), 0);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static RecordedPlace Parse(string text)
    {
        var parts = text.Split(Separator, 3);
        var requested = new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
        return new RecordedPlace(new SyncPlace(requested, parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Sync.Requested.UtcTicks}{Separator}{Row}{Separator}{Sync.Id}");
}
