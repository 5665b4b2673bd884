using System.Globalization;
using Expenses.Core.Identifiers;

namespace Expenses.Storage.Keys;

/// <summary>Keys that more than one adapter builds.</summary>
internal static class RowKeys
{
    /// <summary>The partition of a company: its client first, so that another client's company id finds nothing.</summary>
    /// <param name="company">Client and company.</param>
    /// <returns>The key.</returns>
    public static string Partition(CompanyKey company) => KeyText.Join(company.Client.Value, company.Company.Value);

    /// <summary>The partition of one thing of a company.</summary>
    /// <param name="company">Client and company.</param>
    /// <param name="id">The thing's id.</param>
    /// <returns>The key.</returns>
    public static string Partition(CompanyKey company, string id) =>
        KeyText.Join(company.Client.Value, company.Company.Value, id);

    /// <summary>The folder of one thing of a company, with a slash at the end.</summary>
    /// <param name="company">Client and company.</param>
    /// <param name="id">The thing's id.</param>
    /// <returns>The blob name's first segments.</returns>
    public static string Folder(CompanyKey company, string id) =>
        $"{KeyText.Encode(company.Client.Value)}/{KeyText.Encode(company.Company.Value)}/{KeyText.Encode(id)}";

    /// <summary>The folder of everything of a company, with a slash at the end.</summary>
    /// <param name="company">Client and company.</param>
    /// <returns>The blob name's first segments.</returns>
    public static string CompanyFolder(CompanyKey company) =>
        $"{KeyText.Encode(company.Client.Value)}/{KeyText.Encode(company.Company.Value)}/";

    /// <summary>A number that sorts as text.</summary>
    /// <param name="number">The number, not negative.</param>
    /// <returns>Ten digits or more.</returns>
    public static string Number(long number) => number.ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>An instant that sorts oldest first.</summary>
    /// <param name="instant">The instant.</param>
    /// <returns>19 digits.</returns>
    public static string Ticks(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>An instant that sorts newest first.</summary>
    /// <param name="instant">The instant.</param>
    /// <returns>19 digits.</returns>
    public static string InvertedTicks(DateTimeOffset instant) =>
        (DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
