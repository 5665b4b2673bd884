using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Expenses.SampleRun.Service;

/// <summary>The calls of the "You" lane, over HTTP only.</summary>
internal sealed class ExpensesClient(PatientHttp http)
{
    private const int LargestPage = 1000;

    /// <summary>codat-contract M001: Basic with the bare key, no colon.</summary>
    public static AuthenticationHeaderValue Authorization(string apiKey) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(apiKey)));

    public Task<Company> CreateCompanyAsync(string name, Guid key, CancellationToken cancellation) =>
        PostAsync<NewCompany, Company>("companies", new NewCompany(name), key, cancellation);

    public Task<Company> GetCompanyAsync(string companyId, CancellationToken cancellation) =>
        GetAsync<Company>($"companies/{companyId}", cancellation);

    public Task<Connection> CreateConnectionAsync(string companyId, string platformKey, Guid key, CancellationToken cancellation) =>
        PostAsync<NewConnection, Connection>($"companies/{companyId}/connections", new NewConnection(platformKey), key, cancellation);

    public Task<Connection> CreatePartnerExpenseConnectionAsync(string companyId, CancellationToken cancellation) =>
        http.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, $"companies/{companyId}/sync/expenses/connections/partnerExpense"),
            ReadAsync<Connection>,
            cancellation);

    public Task<CompanyConfig> SetConfigAsync(string companyId, CompanyConfig config, CancellationToken cancellation) =>
        PostAsync<CompanyConfig, CompanyConfig>($"companies/{companyId}/sync/expenses/config", config, null, cancellation);

    public Task<MappingOptions> GetMappingOptionsAsync(string companyId, CancellationToken cancellation) =>
        GetAsync<MappingOptions>($"companies/{companyId}/sync/expenses/mappingOptions", cancellation);

    /// <summary>Streams the file; the same receipt again is harmless.</summary>
    public Task<StoredReceipt> PutReceiptAsync(
        string companyId, string receiptId, string path, string mediaType, CancellationToken cancellation)
    {
        var address = $"companies/{companyId}/sync/expenses/receipts/{receiptId}?fileName={Uri.EscapeDataString(Path.GetFileName(path))}";
        return http.SendAsync(
            () =>
            {
                var content = new StreamContent(File.OpenRead(path));
                content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
                return new HttpRequestMessage(HttpMethod.Put, address) { Content = content };
            },
            ReadAsync<StoredReceipt>,
            cancellation);
    }

    /// <summary>The same key again is the same run.</summary>
    public Task<StartedRun> StartRunAsync(
        string companyId, IReadOnlyList<ExpenseTransaction> expenses, Guid key, CancellationToken cancellation) =>
        PostAsync<NewRun, StartedRun>($"companies/{companyId}/sync/expenses/runs", new NewRun(expenses), key, cancellation);

    public Task<RunStatus> GetRunAsync(string companyId, string runId, CancellationToken cancellation) =>
        GetAsync<RunStatus>($"companies/{companyId}/sync/expenses/runs/{runId}", cancellation);

    public Task<IReadOnlyList<RunExpense>> GetRunExpensesAsync(string companyId, string runId, CancellationToken cancellation) =>
        GetAllAsync<RunExpense>($"companies/{companyId}/sync/expenses/runs/{runId}/expenses", cancellation);

    public Task<IReadOnlyList<SyncTransaction>> GetSyncTransactionsAsync(string companyId, string syncId, CancellationToken cancellation) =>
        GetAllAsync<SyncTransaction>($"companies/{companyId}/sync/expenses/syncs/{syncId}/transactions", cancellation);

    public Task<IReadOnlyList<LedgerJournal>> GetJournalsAsync(string companyId, string connectionId, CancellationToken cancellation) =>
        GetAllAsync<LedgerJournal>($"companies/{companyId}/connections/{connectionId}/sandbox/journals", cancellation);

    public Task<TrialBalance> GetTrialBalanceAsync(string companyId, string connectionId, CancellationToken cancellation) =>
        GetAsync<TrialBalance>($"companies/{companyId}/connections/{connectionId}/sandbox/trialBalance", cancellation);

    /// <summary>Lower-case hex SHA-256 over the bytes as they come from the ledger.</summary>
    public Task<string> HashAttachmentAsync(
        string companyId, string connectionId, string attachmentId, CancellationToken cancellation) =>
        http.SendAsync(
            () => new HttpRequestMessage(
                HttpMethod.Get, $"companies/{companyId}/connections/{connectionId}/sandbox/attachments/{Uri.EscapeDataString(attachmentId)}"),
            async (response, token) =>
            {
                await using var stream = await response.Content.ReadAsStreamAsync(token);
                return Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, token));
            },
            cancellation);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation) =>
        await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellation)
        ?? throw new ServiceErrorException(response.StatusCode, $"{response.RequestMessage?.RequestUri?.AbsolutePath} answered without a body.");

    private Task<T> GetAsync<T>(string address, CancellationToken cancellation) =>
        http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), ReadAsync<T>, cancellation);

    private Task<TAnswer> PostAsync<TBody, TAnswer>(string address, TBody body, Guid? key, CancellationToken cancellation) =>
        http.SendAsync(
            () =>
            {
                var message = new HttpRequestMessage(HttpMethod.Post, address)
                {
                    Content = JsonContent.Create(body, options: ContractJson.Options),
                };
                if (key is not null)
                {
                    message.Headers.Add("Idempotency-Key", key.Value.ToString());
                }

                return message;
            },
            ReadAsync<TAnswer>,
            cancellation);

    private async Task<IReadOnlyList<T>> GetAllAsync<T>(string address, CancellationToken cancellation)
    {
        var all = new List<T>();
        for (var number = 1; ; number++)
        {
            var page = await GetAsync<Page<T>>($"{address}?page={number}&pageSize={LargestPage}", cancellation);
            all.AddRange(page.Results);
            if (page.Results.Count == 0 || all.Count >= page.TotalResults)
            {
                return all;
            }
        }
    }
}
