using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Expenses.LocalHost;
using Expenses.Testing;
using ExpensesFunctions.Composition;
using ExpensesFunctions.Webhooks.Mail;
using Microsoft.Extensions.Configuration;

namespace Expenses.Infra.Tests;

/// <summary>A wrong value stops the start, with a message that names the setting.</summary>
public sealed class WrongSettingTests
{
    /// <summary>Any text is right for these.</summary>
    private static readonly string[] TakeAnyText = ["Sandbox__RejectMerchant", "Secrets__ClientId", "LedgerStorage__clientId", "LedgerStorage__credential", "OTEL_SERVICE_NAME"];

    /// <summary>LocalHost's queue functions need a connection string: ConnectionSettingTests of Expenses.Storage.Tests has wrong values for it.</summary>
    private static readonly string[] NotReadByLocalHost = ["LedgerStorage__queueServiceUri"];

    public static TheoryData<string, string> WrongValues => new()
    {
        { "AzureWebJobsStorage", "no connection string" },
        { "AzureWebJobsStorage", "" },
        { "ApiKeys__Clients__acme", "the key itself" },
        { "ApiKeys__Retired__acme", "abc123" },
        { "Clients__acme__IntegrationType", "costs" },
        { "Clients__acme__RedirectUrl", "app.example.org/linked" },
        { "Clients__acme__RedirectUrl", "https://{host}/linked" },
        { "Clients__acme__RedirectUrl", "https://app.example.org@other.example.org/" },
        { "Clients__acme__RedirectUrl", "javascript:alert(1)" },
        { "PublicBaseUrl", "expenses.example.org" },
        { "PublicBaseUrl", "ftp://expenses.example.org" },
        { "Storage__ConnectionName", " " },
        { "Storage__StartDeadline", "-00:00:01" },
        { "Storage__StartDeadline", "soon" },
        { "Storage__StartDeadline", "01:00:01" },
        { "LedgerStorage__accountName", "an account" },
        { "LedgerStorage__blobServiceUri", "http://account.blob.core.windows.net" },
        { "LedgerStorage__tableServiceUri", "/tables" },
        { "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317" },
        { "ExpenseRun__SyncDeadline", "00:00:59" },
        { "ExpenseRun__SyncDeadline", "31.00:00:00" },
        { "ExpenseRun__SyncDeadline", "three days" },
        { "Orchestrations__Retention", "23:59:59" },
        { "Orchestrations__Retention", "366.00:00:00" },
        { "Orchestrations__Retention", "a month" },
        { "Retention__DeletedCompanies", "00:59:59" },
        { "Retention__WebhookMessages", "17.23:59:59" },
        { "Retention__AbandonedUploads", "31.00:00:00" },
        { "Reconciliation__Daily", "perhaps" },
        { "Reconciliation__Hour", "24" },
        { "Reconciliation__Window", "23:59:59" },
        { "Reconciliation__Window", "366.00:00:00" },
        { "ConfigurationCheck__Daily", "perhaps" },
        { "ConfigurationCheck__Hour", "-1" },
        { "Idempotency__Lifetime", "00:00:59" },
        { "Idempotency__Unanswered", "01:00:01" },
        { "RateLimit__Enabled", "perhaps" },
        { "RateLimit__RequestsPerCompany", "0" },
        { "RateLimit__ConcurrentRequestsPerCompany", "10001" },
        { "RateLimit__Block", "0" },
        { "SyncEngine__Mode", "Elsewhere" },
        { "SyncEngine__Codat__BaseUrl", "http://api.example.org" },
        { "SyncEngine__Codat__ApiKey", "" },
        { "SyncEngine__Codat__Client", "" },
        { "SyncEngine__Codat__WebhookSecret", "the secret itself" },
        { "SyncEngine__Codat__CheckInterval", "00:00:00" },
        { "SyncEngine__Codat__RequestsPerMinute", "0" },
        { "SyncEngine__Codat__ConcurrentRequests", "0" },
        { "SyncEngine__Codat__RequestTimeout", "00:00:00" },
        { "SyncEngine__Codat__UploadTimeout", "02:00:00" },
        { "SyncEngine__Codat__BaseUrl", "https://me@api.example.org" },
        { "SyncEngine__Codat__Client", "Acme" },
        { "Secrets__KeyFolder", "/dev/null/keys" },
        { "Secrets__KeyVaultKey", "https://kv.vault.azure.net" },
        { "Secrets__KeyVaultKey", "http://kv.vault.azure.net/keys/data-protection" },
        { "Telemetry__TraceRatio", "1.1" },
        { "Telemetry__TraceRatio", "half" },
        { "Webhooks__Timeout", "00:00:00" },
        { "Webhooks__Timeout", "a while" },
        { "Webhooks__Timeout", "00:05:01" },
        { "Webhooks__Schedule__0", "-00:00:01" },
        { "Webhooks__AllowLoopback", "perhaps" },
        { "Webhooks__SecretOverlap", "-00:00:01" },
        { "Webhooks__SecretOverlap", "30.00:00:01" },
        { "Smtp__Host", "mail.example.com:587" },
        { "Smtp__Host", "two words" },
        { "Smtp__Port", "0" },
        { "Smtp__Port", "65536" },
        { "Smtp__StartTls", "perhaps" },
        { "Smtp__UserName", "without-a-password" },
        { "Smtp__Password", "without-a-user" },
        { "Smtp__From", "nobody" },
        { "Smtp__From", "a@example.com, b@example.com" },
        { "Smtp__Timeout", "00:00:00" },
        { "Smtp__Timeout", "00:05:01" },
        { "Sandbox__LinkAtOnce", "at noon" },
        { "Sandbox__RequestsPerMinute", "0" },
        { "Sandbox__RequestsPerMinute", "many" },
        { "Sandbox__ConcurrentRequests", "0" },
        { "Sandbox__LatencyMilliseconds__Minimum", "-1" },
        { "Sandbox__LatencyMilliseconds__Maximum", "60001" },
        { "Sandbox__Asynchronous", "perhaps" },
        { "Sandbox__CompletionDelay", "8.00:00:00" },
        { "Sandbox__FailBeforeCommitEvery", "-1" },
        { "Sandbox__FailAfterCommitEvery", "-1" },
        { "Sandbox__LockDate", "the 5th" },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public async Task Start_WithAWrongValue_StopsAndNamesTheSetting(string setting, string value)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(setting, value));

        var parts = setting.Split("__");
        // A rule about several members of an option names the option.
        var name = parts.Length > 2 && parts[0] is not ("ApiKeys" or "SyncEngine") ? parts[1] : parts[^1];
        Assert.Contains(name, Messages(failure), StringComparison.Ordinal);
    }

    /// <summary>Just outside of each range that an option declares.</summary>
    public static TheoryData<string, string> OutsideOfTheirRanges
    {
        get
        {
            var values = new TheoryData<string, string>();
            foreach (var (setting, range) in AppSettings.Ranges)
            {
                foreach (var value in Outside(range))
                {
                    values.Add(setting, value);
                }
            }

            return values;
        }
    }

    [Theory]
    [MemberData(nameof(OutsideOfTheirRanges))]
    public Task Start_JustOutsideOfARange_StopsAndNamesTheSetting(string setting, string value) => Start_WithAWrongValue_StopsAndNamesTheSetting(setting, value);

    // Each is right by itself.
    [Theory]
    [InlineData("LatencyMilliseconds", "Sandbox__LatencyMilliseconds__Minimum=200", "Sandbox__LatencyMilliseconds__Maximum=100")]
    [InlineData("UploadTimeout", "SyncEngine__Codat__RequestTimeout=00:10:00", "SyncEngine__Codat__UploadTimeout=00:05:00")]
    [InlineData("Webhooks:Schedule", "Webhooks__Schedule__0=5.00:00:00", "Retention__WebhookMessages=18.00:00:00")]
    [InlineData("Webhooks:Schedule", "Webhooks__Schedule__0=10000000.00:00:00", "Webhooks__Schedule__1=10000000.00:00:00")]
    [InlineData("API key settings of acme", "ApiKeys__Clients__acme=b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9", "ApiKeys__Clients__other=b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")]
    [InlineData("API key settings of acme", "ApiKeys__Clients__acme=b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9", "ApiKeys__Retired__acme=b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")]
    public async Task Start_WithSettingsThatContradictEachOther_StopsAndNamesOne(string named, string first, string second)
    {
        var settings = ((string[])[first, second]).Select(text => text.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(settings));

        Assert.Contains(named, Messages(failure), StringComparison.Ordinal);
        Assert.DoesNotContain("did not answer within", Messages(failure), StringComparison.Ordinal);
    }

    /// <summary>Right alone and wrong together.</summary>
    [Theory]
    [InlineData("Smtp:From", "Smtp:Host=mail.example.com")]
    [InlineData("Smtp:StartTls", "Smtp:Host=mail.example.com", "Smtp:From=a@example.com", "Smtp:UserName=u", "Smtp:Password=a-password", "Smtp:StartTls=false")]
    public void MailSettings_ThatDoNotGoTogether_AreNamedWithoutTheirValues(string named, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=')).Select(parts => KeyValuePair.Create(parts[0], (string?)parts[1])))
            .Build();

        var result = new MailOptionsRules().Validate(name: null, configuration.GetSection(MailOptions.Section).Get<MailOptions>()!);

        Assert.StartsWith(named, Assert.Single(result.Failures!), StringComparison.Ordinal);
        Assert.DoesNotContain("a-password", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryOption_HasAWrongValueHere() => Assert.Empty(
        AppSettings.Options.Except(WrongValues.Select(row => (string)row[0])).Except(TakeAnyText));

    [Fact]
    public void EveryDocumentedSetting_HasAWrongValueHere() => Assert.Empty(AppSettings.Documented
        .Where(name => !AppSettings.ReadByThePlatform.Contains(name) && !name.StartsWith("LocalHost__", StringComparison.Ordinal) && name != "LOCALHOST_URLS")
        .Select(name => name.Replace("{clientId}", "acme", StringComparison.Ordinal).Replace("NAME__", "LedgerStorage__", StringComparison.Ordinal))
        .Except(WrongValues.Select(row => (string)row[0]))
        .Except(TakeAnyText)
        .Except(NotReadByLocalHost));

    [Fact]
    public void EveryClassOfOptions_HasASection() => Assert.Empty(AppSettings.ClassesOfOptions.Except(AppSettings.ClassesWithASection).Select(type => type.FullName));

    private static IEnumerable<string> Outside(RangeAttribute range) => range.OperandType switch
    {
        var type when type == typeof(TimeSpan) => [
            $"{TimeSpan.Parse((string)range.Minimum, CultureInfo.InvariantCulture) - TimeSpan.FromSeconds(1)}",
            $"{TimeSpan.Parse((string)range.Maximum, CultureInfo.InvariantCulture) + TimeSpan.FromSeconds(1)}"],
        var type when type == typeof(int) => [$"{(int)range.Minimum - 1}", $"{(int)range.Maximum + 1}"],
        var type when type == typeof(double) => [$"{(double)range.Minimum - 0.01:R}", $"{(double)range.Maximum + 0.01:R}"],
        var type => throw new NotSupportedException($"A range of {type} is not known here."),
    };

    [Fact]
    public async Task Start_WithTheSampleSettings_FindsNothingWrongWithThem()
    {
        // Nobody listens at the sample's storage address here: it gets as far as asking for it.
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync("Storage__StartDeadline", "00:00:00", "http://127.0.0.1:1"));

        Assert.Contains("did not answer within", Messages(failure), StringComparison.Ordinal);
    }

    /// <summary>Everything right about it, so that one wrong value is the reason.</summary>
    private static Dictionary<string, string?> RemoteAccount => new()
    {
        ["SyncEngine:Mode"] = "Codat",
        ["SyncEngine:Codat:BaseUrl"] = "https://api.example.org",
        ["SyncEngine:Codat:ApiKey"] = "key",
        ["SyncEngine:Codat:Client"] = "acme",
    };

    private static Task StartAsync(string setting, string value, string storage = "http://127.0.0.1:1") =>
        StartAsync(new Dictionary<string, string> { [setting] = value }, storage);

    private static async Task StartAsync(Dictionary<string, string> wrong, string storage = "http://127.0.0.1:1")
    {
        var folder = Directory.CreateTempSubdirectory("wrong-settings-");
        try
        {
            await using var host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
            {
                Assemblies = [typeof(ExpensesFunctionsApplication).Assembly],
                Configure = (worker, configuration) => worker.AddExpensesFunctions(configuration),
                HostJsonPath = RepositoryRoot.File("host.json"),
                DatabasePath = Path.Combine(folder.FullName, "durable.db"),
                Settings = Settings(wrong, storage),
                Urls = "http://127.0.0.1:0",
            });
            await host.StartAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string?> Settings(Dictionary<string, string> wrong, string storage)
    {
        var settings = wrong.Keys.Any(name => name.StartsWith("SyncEngine__", StringComparison.Ordinal)) ? RemoteAccount : [];

        settings["AzureWebJobsStorage"] =
            $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint={storage}/a;QueueEndpoint={storage}/a;TableEndpoint={storage}/a";

        // Nobody is to wait for an account that is not there, should a value turn out to be right.
        settings["Storage:StartDeadline"] = "00:00:00";
        if (wrong.Keys.Any(name => name.StartsWith("LedgerStorage__", StringComparison.Ordinal)))
        {
            settings["Storage:ConnectionName"] = "LedgerStorage";
            settings["LedgerStorage:tableServiceUri"] = wrong.ContainsKey("LedgerStorage__accountName") ? null : "https://127.0.0.1:1";
        }

        foreach (var (name, value) in wrong)
        {
            settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        return settings;
    }

    private static string Messages(Exception failure) =>
        string.Join(Environment.NewLine, Chain(failure).Select(e => e.Message));

    private static IEnumerable<Exception> Chain(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure;
            foreach (var inner in (failure as AggregateException)?.InnerExceptions.Skip(1) ?? [])
            {
                yield return inner;
            }
        }
    }
}
