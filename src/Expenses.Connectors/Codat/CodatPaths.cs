using Expenses.Core.Identifiers;

namespace Expenses.Connectors.Codat;

/// <summary>The addresses of the contract that runs need, relative to the account's base address. Ids are escaped.</summary>
internal static class CodatPaths
{
    public static string Company(CompanyId company) => $"companies/{Escape(company.Value)}";

    public static string Datasets(CompanyId company) => $"{Company(company)}/sync/expenses/data/expense-transactions";

    public static string Syncs(CompanyId company) => $"{Company(company)}/sync/expenses/syncs";

    public static string SyncList(CompanyId company) => $"{Syncs(company)}/list/status";

    public static string Status(CompanyId company, SyncId sync) => $"{Syncs(company)}/{Escape(sync.Value)}/status";

    public static string Transactions(CompanyId company, SyncId sync) => $"{Syncs(company)}/{Escape(sync.Value)}/transactions";

    public static string Transactions(CompanyId company, SyncId sync, int page, int pageSize) =>
        $"{Transactions(company, sync)}?page={page}&pageSize={pageSize}";

    public static string Transaction(CompanyId company, SyncId sync, TransactionId transaction) =>
        $"{Transactions(company, sync)}/{Escape(transaction.Value)}";

    public static string Attachments(CompanyId company, SyncId sync, TransactionId transaction) =>
        $"{Transaction(company, sync, transaction)}/attachments";

    public static string Pushes(CompanyId company, string query, int page, int pageSize) =>
        $"{Company(company)}/push?page={page}&pageSize={pageSize}&query={Escape(query)}&orderBy=requestedOnUtc";

    private static string Escape(string id) => Uri.EscapeDataString(id);
}
