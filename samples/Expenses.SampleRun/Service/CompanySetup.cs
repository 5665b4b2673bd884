using System.Net;
using Expenses.SampleRun.Input;

namespace Expenses.SampleRun.Service;

/// <summary>Finds or makes the company of a run with its two connections and its configuration; safe to repeat.</summary>
internal sealed class CompanySetup(ExpensesClient client, StateFile state)
{
    private const string SandboxPlatform = "mqjo";

    public async Task<ReadyCompany> PrepareAsync(ExpenseBatch batch, Guid runKey, SampleRunOptions options, CancellationToken cancellation)
    {
        var company = options.CompanyId is { } given
            ? await client.GetCompanyAsync(given, cancellation)
            : await OwnCompanyAsync(batch.CompanyName, runKey, options.Fresh, cancellation);
        var connectionId = await LinkedConnectionAsync(company, cancellation);
        await client.CreatePartnerExpenseConnectionAsync(company.Id, cancellation);
        await client.SetConfigAsync(company.Id, batch.Config, cancellation);
        return new ReadyCompany(company.Id, company.Name, connectionId);
    }

    private async Task<Company> OwnCompanyAsync(string name, Guid runKey, bool fresh, CancellationToken cancellation)
    {
        var remembered = fresh ? null : state.Find(runKey);
        if (remembered?.CompanyId is { } id && await FindAsync(id, cancellation) is { } known)
        {
            return known;
        }

        var creationKey = remembered is { CompanyId: null } ? remembered.CreationKey : Guid.NewGuid();
        state.Remember(runKey, new RememberedCompany(null, creationKey));
        var company = await client.CreateCompanyAsync(name, creationKey, cancellation);
        state.Remember(runKey, new RememberedCompany(company.Id, creationKey));
        return company;
    }

    private async Task<Company?> FindAsync(string companyId, CancellationToken cancellation)
    {
        try
        {
            return await client.GetCompanyAsync(companyId, cancellation);
        }
        catch (ServiceErrorException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            // Another server, or its data folder is gone: the run starts over in a new company.
            return null;
        }
    }

    private async Task<string> LinkedConnectionAsync(Company company, CancellationToken cancellation)
    {
        var existing = company.DataConnections?.FirstOrDefault(c =>
            string.Equals(c.SourceType, "Accounting", StringComparison.OrdinalIgnoreCase) && IsLinked(c));
        var connection = existing
            ?? await client.CreateConnectionAsync(company.Id, SandboxPlatform, DeterministicId.From([company.Id, SandboxPlatform]), cancellation);
        return IsLinked(connection)
            ? connection.Id
            : throw new InvalidOperationException($"The sandbox connection {connection.Id} is {connection.Status}, not Linked.");
    }

    private static bool IsLinked(Connection connection) => string.Equals(connection.Status, "Linked", StringComparison.OrdinalIgnoreCase);
}

internal sealed record ReadyCompany(string CompanyId, string Name, string ConnectionId);
