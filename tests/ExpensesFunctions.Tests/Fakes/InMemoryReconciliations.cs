using System.Collections.Concurrent;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Identifiers;
using Expenses.Core.Reconciling;
using ExpensesFunctions.Reconciling;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Keeps reconciliations and checks; those that are started wait for a test to say how they end.</summary>
internal sealed class InMemoryReconciliations(StoreLog log) : IReconciliationStore, IReconciliationStarter, IConfigurationCheckStore
{
    private readonly ConcurrentDictionary<CompanyKey, Reconciliation> _running = new();
    private readonly ConcurrentDictionary<CompanyKey, Reconciliation> _latest = new();
    private readonly ConcurrentDictionary<(string Id, int Step), IReadOnlyList<Difference>> _differences = new();
    private readonly ConcurrentDictionary<CompanyKey, ConfigurationCheck> _checks = new();
    private readonly ConcurrentDictionary<(CompanyKey Company, string Difference), DifferenceAcknowledgement> _acknowledged = new();

    public ConcurrentQueue<(CompanyKey Company, string Id)> Started { get; } = new();

    public Task BeginAsync(Reconciliation reconciliation, CancellationToken cancellationToken = default)
    {
        _running[reconciliation.Company] = reconciliation;
        return Task.CompletedTask;
    }

    public Task AddDifferencesAsync(
        CompanyKey company, string id, int step, IReadOnlyList<Difference> differences, CancellationToken cancellationToken = default)
    {
        _differences[(id, step)] = differences;
        return Task.CompletedTask;
    }

    public Task EndAsync(Reconciliation reconciliation, CancellationToken cancellationToken = default)
    {
        _latest[reconciliation.Company] = reconciliation;
        _running.TryRemove(reconciliation.Company, out _);
        return Task.CompletedTask;
    }

    public Task<Reconciliation?> FindRunningAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult(_running.GetValueOrDefault(company));

    public Task<Reconciliation?> FindLatestAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult(_latest.GetValueOrDefault(company));

    public Task<IReadOnlyList<Difference>> ListDifferencesAsync(CompanyKey company, string id, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Difference>>([.. _differences.Where(one => one.Key.Id == id).OrderBy(one => one.Key.Step).SelectMany(one => one.Value)]);

    public Task AcknowledgeAsync(CompanyKey company, DifferenceAcknowledgement acknowledgement, CancellationToken cancellationToken = default)
    {
        log.Note($"acknowledgement of {company}");
        _acknowledged[(company, acknowledgement.DifferenceId)] = acknowledgement;
        return Task.CompletedTask;
    }

    public Task ForgetAcknowledgementsAsync(CompanyKey company, IReadOnlyCollection<string> differences, CancellationToken cancellationToken = default)
    {
        foreach (var difference in differences)
        {
            _acknowledged.TryRemove((company, difference), out _);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, DifferenceAcknowledgement>> ListAcknowledgementsAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<string, DifferenceAcknowledgement>>(
            _acknowledged.Where(one => one.Key.Company == company).ToDictionary(one => one.Key.Difference, one => one.Value));

    public Task StartAsync(DurableTaskClient client, CompanyKey company, string id, CancellationToken cancellationToken)
    {
        log.Note($"reconciliation of {company}");
        Started.Enqueue((company, id));
        return Task.CompletedTask;
    }

    public Task<ConfigurationCheck?> FindAsync(CompanyKey company, CancellationToken cancellationToken = default) =>
        Task.FromResult(_checks.GetValueOrDefault(company));

    public Task SaveAsync(ConfigurationCheck check, CancellationToken cancellationToken = default)
    {
        _checks[check.Company] = check;
        return Task.CompletedTask;
    }
}
