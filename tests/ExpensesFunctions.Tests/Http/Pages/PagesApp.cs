using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Tests.Fakes;

namespace ExpensesFunctions.Tests.Http.Pages;

/// <summary>The app for customers: connections wait for their consent; client B has a page of its own to go back to.</summary>
public sealed class PagesApp : HttpApp
{
    public const string ReturnSite = "https://app.example.com";

    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Clients:client-b:RedirectUrl"] = $"{ReturnSite}/linked/{{companyId}}?code={{statusCode}}&why={{errorMessage}}&name={{data.company.companyName}}&state={{state}}&otp={{otp}}",
    };

    /// <summary>A new company with a connection that waits for its customer.</summary>
    public async Task<Waiting> WaitingAsync(string key = KeyA, string name = "Harbour & Pine Ltd")
    {
        Ledger.NeedsAuthorization = true;
        try
        {
            var company = Id(await PostAsAsync(key, "/companies", new { name }));
            var connection = await PostAsAsync(key, $"/companies/{company}/connections", new { platformKey = SmallLedger.Key });
            return new Waiting(company, Id(connection), connection.GetProperty("status").GetString()!, connection.GetProperty("linkUrl").GetString()!);
        }
        finally
        {
            Ledger.NeedsAuthorization = false;
        }
    }

    public async Task<JsonElement> PostAsAsync(string key, string path, object? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), null, "application/json"),
        };
        request.Headers.Authorization = Basic(key);
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The connection as stored.</summary>
    internal async Task<Connection> StoredAsync(Waiting waiting, string client = "client-a") =>
        (await Companies.FindConnectionAsync(new CompanyKey(new ClientId(client), new CompanyId(waiting.Company)), new ConnectionId(waiting.Connection)))!;

    private static string Id(JsonElement element) => element.GetProperty("id").GetString()!;

    public sealed record Waiting(string Company, string Connection, string Status, string LinkUrl)
    {
        public string Address => $"/companies/{Company}/connections/{Connection}";
    }
}
