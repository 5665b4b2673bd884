using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace Expenses.Testing.Processes;

/// <summary>The sandbox ledger as its own API shows it: what really landed, whatever the sync says.</summary>
/// <param name="http">A client with the API key.</param>
/// <param name="company">The company.</param>
/// <param name="connection">Its accounting connection.</param>
public sealed class Ledger(HttpClient http, string company, string connection)
{
    private string Path => $"companies/{company}/connections/{connection}/sandbox";

    public async Task<IReadOnlyList<JsonElement>> JournalsAsync()
    {
        var journals = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var answer = await http.GetFromJsonAsync<JsonElement>($"{Path}/journals?page={page}&pageSize=1000");
            journals.AddRange(answer.GetProperty("results").EnumerateArray());
            if (journals.Count >= answer.GetProperty("totalResults").GetInt32())
            {
                return journals;
            }
        }
    }

    public async Task<bool> IsBalancedAsync() =>
        (await http.GetFromJsonAsync<JsonElement>($"{Path}/trialBalance")).GetProperty("balanced").GetBoolean();

    public async Task<string> AttachmentSha256Async(string attachmentId)
    {
        await using var content = await http.GetStreamAsync($"{Path}/attachments/{attachmentId}");
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
    }
}
