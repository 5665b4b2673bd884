using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Companies;

/// <summary>The client's companies, newest first (codat-contract B001-B005).</summary>
public sealed class CompanyListing(ICompanyStore companies, CompanyView view)
{
    private const int ReadsAtOnce = 8;

    /// <summary>Lists companies.</summary>
    /// <param name="request">The request: `page`, `pageSize`, `query`, `orderBy`, `tags`.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400.</exception>
    [Function(nameof(GetCompanies))]
    public async Task<IResult> GetCompanies(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var list = ListQuery<CompanyWithConnections>.From(request, CompanyQueries.Companies, CompanyQueries.TagsParameter);
        var hasTags = CompanyQueries.Tags.Filter(request.Query[CompanyQueries.TagsParameter]);
        IReadOnlyList<CompanyWithConnections> all = [.. (await ListAsync(request, cancellationToken)).Where(hasTags)];
        if (CompanyQueries.NeedsConnections(request.Query["query"]) || CompanyQueries.NeedsConnections(request.Query["orderBy"]))
        {
            all = await ReadAsync(all, cancellationToken);
        }

        var selected = list.Select(all);
        var page = await ReadAsync([.. selected.Skip(list.Page.First).Take(list.Page.Size)], cancellationToken);
        return JsonAnswer.Ok(list.Page.Of([.. page.Select(entry => view.Of(request, entry))], selected.Count));
    }

    private async Task<List<CompanyWithConnections>> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var all = new List<CompanyWithConnections>();
        await foreach (var company in companies.ListAsync(RequestScope.Of(request).RequireClient(), cancellationToken))
        {
            all.Add(new CompanyWithConnections(company, []));
        }

        return all;
    }

    private async Task<IReadOnlyList<CompanyWithConnections>> ReadAsync(IReadOnlyList<CompanyWithConnections> entries, CancellationToken cancellationToken)
    {
        var read = new CompanyWithConnections?[entries.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, entries.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => read[i] = await FindAsync(entries[i].Company, token));
        return [.. read.OfType<CompanyWithConnections>()];
    }

    private async Task<CompanyWithConnections?> FindAsync(Company listed, CancellationToken cancellationToken)
    {
        var found = await companies.FindWithConnectionsAsync(listed.Key, cancellationToken);
        if (found is null)
        {
            // A deletion that was cut off before its end: finished here, so that no list counts it again.
            await companies.DeleteAsync(listed, cancellationToken);
        }

        return found;
    }
}
