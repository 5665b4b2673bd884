namespace ExpensesFunctions.Contracts;

/// <summary>A company by the parts of its key.</summary>
/// <param name="Client">Whose.</param>
/// <param name="Company">The company.</param>
public sealed record CompanyV1(string Client, string Company);

/// <summary>Work on every company, a page of them at a time.</summary>
/// <param name="Work">The orchestration that does it for one company.</param>
/// <param name="After">Where the page before ended; null at the beginning.</param>
public sealed record CompanyRoundV1(string Work, CompanyPlaceV1? After = null);

/// <summary>A place in the list of all companies: clients in order, each client's companies newest first.</summary>
/// <param name="Client">The client.</param>
/// <param name="Created">When the company there was created, UTC; null for the client's first.</param>
/// <param name="Company">The company there; null for the client's first.</param>
public sealed record CompanyPlaceV1(string Client, DateTimeOffset? Created = null, string? Company = null);

/// <summary>A page of companies.</summary>
/// <param name="Companies">The companies; there may be none on a page that is not the last.</param>
/// <param name="Next">Where to go on; null on the last page.</param>
public sealed record CompanyPageV1(IReadOnlyList<CompanyV1> Companies, CompanyPlaceV1? Next);

/// <summary>The work on one company in a round.</summary>
/// <param name="Company">The company.</param>
/// <param name="Id">The id of what is done, a GUID.</param>
public sealed record CompanyWorkV1(CompanyV1 Company, string Id);
