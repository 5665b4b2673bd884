using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Lists;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Companies;

/// <summary>The client's companies, newest first (codat-contract B001-B005).</summary>
public sealed class CompanyListing(ICompanyStore companies, CompanyView view)
{
    private const int ReadsAtOnce = 8;
    private const int Attempts = 3;

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
        var selection = await SelectAsync(request, list, cancellationToken);
        var read = await ReadAsync(selection.Items, cancellationToken);
        for (var attempt = 1; read.Count < selection.Items.Count && attempt < Attempts; attempt++)
        {
            // Entries without their companies are gone now, so the page is another one.
            selection = await SelectAsync(request, list, cancellationToken);
            read = await ReadAsync(selection.Items, cancellationToken);
        }

        var total = selection.Total - (selection.Items.Count - read.Count);
        return JsonAnswer.Ok(list.Page.Of([.. read.Select(entry => view.Of(request, entry))], total));
    }

    private async Task<Slice<Company>> SelectAsync(HttpRequest request, ListQuery<CompanyWithConnections> list, CancellationToken cancellationToken)
    {
        var client = RequestScope.Of(request).RequireClient();
        if (list.IsWhole && string.IsNullOrWhiteSpace(request.Query[CompanyQueries.TagsParameter]))
        {
            return await companies.PageAsync(client, list.Page.First, list.Page.Size, cancellationToken);
        }

        var hasTags = CompanyQueries.Tags.Filter(request.Query[CompanyQueries.TagsParameter]);
        var all = await companies.ListAsync(client, after: null, cancellationToken)
            .Select(company => new CompanyWithConnections(company, []))
            .Where(hasTags)
            .ToListAsync(cancellationToken);
        if (CompanyQueries.NeedsConnections(request.Query["query"]) || CompanyQueries.NeedsConnections(request.Query["orderBy"]))
        {
            var connections = await companies.ListConnectionsAsync(client, all.Select(entry => entry.Company.Key), cancellationToken);
            all = all.ConvertAll(entry => new CompanyWithConnections(entry.Company, [.. connections[entry.Company.Key]]));
        }

        var selected = list.Select(all);
        return new Slice<Company>([.. selected.Skip(list.Page.First).Take(list.Page.Size).Select(entry => entry.Company)], selected.Count);
    }

    private async Task<IReadOnlyList<CompanyWithConnections>> ReadAsync(IReadOnlyList<Company> listed, CancellationToken cancellationToken)
    {
        var read = new CompanyWithConnections?[listed.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, listed.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => read[i] = await FindAsync(listed[i], token));
        return [.. read.OfType<CompanyWithConnections>()];
    }

    private async Task<CompanyWithConnections?> FindAsync(Company listed, CancellationToken cancellationToken)
    {
        var found = await companies.FindWithConnectionsAsync(listed.Key, cancellationToken);
        if (found?.Company.Created == listed.Created)
        {
            return found;
        }

        // A creation or deletion that was cut off: no list counts its entry again.
        await companies.RemoveStaleEntryAsync(listed, cancellationToken);
        return null;
    }
}
