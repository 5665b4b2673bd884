namespace Expenses.Contract.Tests.Calls;

/// <summary>What the platform document has beside the Expenses documents and is served: webhook consumers, API keys and platforms.</summary>
internal static class PlatformCalls
{
    private static readonly string[] Created = ["company.created"];
    private static readonly string[] Tags = ["region:uk"];

    public static async Task RunAsync(ContractWalk walk)
    {
        var client = walk.Client;
        var consumer = await client.PostAsync("/webhooks", new { url = "http://127.0.0.1:9/hook", eventTypes = Created, companyTags = Tags });
        await client.GetAsync("/webhooks");
        await client.PostAsync("/webhooks", new { url = "http://127.0.0.1:9/hook", eventTypes = Array.Empty<string>() });
        await client.DeleteAsync($"/webhooks/{ContractWalk.IdIn(consumer, "id")}");
        await client.DeleteAsync($"/webhooks/{Guid.NewGuid():D}");
        await client.GetAsync("/integrations");
        await client.GetAsync("/integrations?query=sourceType%3Daccounting%26%26enabled%3Dtrue&orderBy=-name&pageSize=1");
        await client.GetAsync("/integrations?query=colour%3Dblue");
        await client.GetAsync("/integrations/mqjo");
        await client.GetAsync("/integrations/zzzz");
        var key = await client.PostAsync("/apiKeys", new { name = "walk" });
        await client.GetAsync("/apiKeys");
        await client.PostAsync("/apiKeys", new { name = new string('n', 51) });
        await TooManyKeysAsync(client);
        await client.DeleteAsync($"/apiKeys/{ContractWalk.IdIn(key, "id")}");
        await client.DeleteAsync($"/apiKeys/{Guid.NewGuid():D}");
    }

    // The eleventh is one too many (codat-contract B101).
    private static async Task TooManyKeysAsync(RecordingClient client)
    {
        var made = new List<string>();
        for (var number = 0; number < 10; number++)
        {
            if (await client.PostAsync("/apiKeys", new { name = $"walk {number}" }) is { } key)
            {
                made.Add(ContractWalk.IdIn(key, "id"));
            }
        }

        foreach (var id in made)
        {
            await client.DeleteAsync($"/apiKeys/{id}");
        }
    }
}
