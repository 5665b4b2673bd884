using System.Text.Json.Serialization;

namespace ExpensesFunctions.Http.Contract;

/// <summary>One page of a list (codat-contract §2.11).</summary>
/// <typeparam name="T">An entry.</typeparam>
/// <param name="Results">The page's entries.</param>
/// <param name="PageNumber">From 1.</param>
/// <param name="PageSize">The page's size as asked for.</param>
/// <param name="TotalResults">How many entries the whole list has.</param>
/// <param name="Links">Where to go from here.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Results,
    int PageNumber,
    int PageSize,
    int TotalResults,
    [property: JsonPropertyName("_links")] PageLinks Links);

/// <summary>The links of a page, relative; the list itself, this page, and its neighbours where there are some.</summary>
/// <param name="Self">The list.</param>
/// <param name="Current">This page.</param>
/// <param name="Next">The page after it; absent on the last.</param>
/// <param name="Previous">The page before it; absent on the first.</param>
public sealed record PageLinks(Link Self, Link Current, Link? Next, Link? Previous);

/// <summary>One link.</summary>
/// <param name="Href">A relative address.</param>
public sealed record Link(string Href);
