using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Processes;

namespace Expenses.Pages.Tests;

/// <summary>
/// Every journey once, in one browser, over one running service whose sandbox waits for consent. The second client has a page
/// of its own to go back to, on another site.
/// </summary>
public sealed class JourneyRun : IAsyncLifetime
{
    private const string ShopKey = "key-of-the-shop";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(9);

    private Dictionary<string, Journey>? _journeys;

    /// <summary>What a journey found; null when there is no browser.</summary>
    public Journey? Of(string name) => _journeys is null
        ? null
        : _journeys.GetValueOrDefault(name) ?? new Journey(name, "The script did not run it.", 0);

    /// <summary>The names of the journeys that were run.</summary>
    public IReadOnlyCollection<string>? Names => _journeys?.Keys;

    public async Task InitializeAsync()
    {
        if (await InstalledBrowser.FindAsync() is not { } browser)
        {
            Assert.False(InstalledBrowser.IsRequired, "There is no browser, and CI must have one: see eng/browser.sh.");
            return;
        }

        await using var product = WebhookReceiver.Start(_ => new WebhookReply(200));
        await using var service = await RunningService.StartAsync(new Dictionary<string, string>
        {
            ["Sandbox__LinkAtOnce"] = "false",

            // Named, so that a rule may tell by e-mail; nothing is sent here.
            ["Smtp__Host"] = "mail.example.com",
            ["Smtp__From"] = "expenses@example.com",
            ["ApiKeys__Clients__shop"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ShopKey))),
            ["Clients__shop__RedirectUrl"] = $"{product.BaseAddress}linked?code={{statusCode}}&why={{errorMessage}}&state={{state}}",
        });
        _journeys = await RunAsync(browser, service, product.BaseAddress);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<Dictionary<string, Journey>> RunAsync(string browser, RunningService service, Uri product)
    {
        var folder = Directory.CreateTempSubdirectory("expenses-pages-");
        try
        {
            var file = Path.Combine(folder.FullName, "result.json");
            await using var process = ChildProcess.Start("node", [Path.Combine(AppContext.BaseDirectory, "Journeys", "run.cjs"), file], new Dictionary<string, string>
            {
                ["NODE_PATH"] = await InstalledBrowser.PackagesAsync(),
                ["BROWSER"] = browser,
                ["SERVICE"] = service.BaseAddress.ToString().TrimEnd('/'),
                ["API_KEY"] = RunningService.ApiKey,
                ["SHOP_KEY"] = ShopKey,
                ["PRODUCT"] = product.ToString().TrimEnd('/'),
            });
            Assert.True(await process.EndedWithinAsync(Deadline), $"The journeys did not end within {Deadline}.\n{process.Output()}");
            Assert.True(process.ExitCode == 0, $"{process.Output()}\n{service.LogTail()}");
            var journeys = JsonSerializer.Deserialize<List<Journey>>(await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
            return journeys.ToDictionary(journey => journey.Name, StringComparer.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A journey that was made.</summary>
/// <param name="Name">Which.</param>
/// <param name="Error">What went wrong; null for nothing.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record Journey(string Name, string? Error, int Milliseconds);
