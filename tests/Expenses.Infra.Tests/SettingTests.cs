using System.Text.Json;
using System.Text.RegularExpressions;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>No setting is read that nobody can know of, and none is set that nobody reads.</summary>
public sealed partial class SettingTests
{
    private static readonly string[] Connections = ["AzureWebJobsStorage", "LedgerStorage"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryDeployedSetting_IsReadByTheCodeOrThePlatform(bool scheduler) => Assert.Empty(
        AppSettings.Deployed(scheduler).Keys
            .Where(name => !AppSettings.IsRead(name, Connections) && !AppSettings.ReadByThePlatform.Contains(name)));

    [Fact]
    public void EverythingTheCodeReads_IsDocumented()
    {
        var documented = AppSettings.Documented;

        Assert.NotEmpty(AppSettings.Options);
        Assert.NotEmpty(AppSettings.ReadByName);
        Assert.Empty(AppSettings.Options.Where(name => !documented.Contains(name)));
        Assert.Empty(AppSettings.ReadByName.Where(name => !documented.Any(d => d == name || d.StartsWith(name + "__", StringComparison.Ordinal))));
    }

    [Fact]
    public void EverythingTheCodeReads_IsSetByTheTemplate_OrHasADefault()
    {
        var deployed = AppSettings.Deployed(scheduler: false).Keys.ToHashSet();
        var withoutDefault = AppSettings.WithoutDefault;

        Assert.Contains("AzureWebJobsStorage", withoutDefault);
        Assert.Empty(withoutDefault
            // Another engine's account: required only where an operator chooses it.
            .Where(name => !name.StartsWith("SyncEngine__Codat__", StringComparison.Ordinal))
            .Where(name => !deployed.Any(set => set == name || set.StartsWith(name + "__", StringComparison.Ordinal))));
    }

    [Fact]
    public void EverythingDocumented_IsReadBySomebody()
    {
        string[] connections = [.. Connections, "NAME"];

        Assert.Empty(AppSettings.Documented.Where(name =>
            !AppSettings.IsRead(name, connections)
            && !AppSettings.ReadByThePlatform.Contains(name)
            && !name.StartsWith("LocalHost__", StringComparison.Ordinal)
            && !name.StartsWith("OTEL_", StringComparison.Ordinal)
            && name != "LOCALHOST_URLS"));
    }

    [Fact]
    public void EveryDeployedSetting_IsDocumented()
    {
        var documented = AppSettings.Documented.Select(name => name.Replace("NAME__", "", StringComparison.Ordinal)).ToHashSet();

        Assert.Empty(AppSettings.Deployed(scheduler: true).Keys.Where(name =>
            !documented.Contains(name)
            && !(name.StartsWith("ApiKeys__Clients__", StringComparison.Ordinal) && documented.Contains("ApiKeys__Clients__{clientId}"))
            && !Connections.Any(connection => name.StartsWith(connection + "__", StringComparison.Ordinal) && documented.Contains(name[(connection.Length + 2)..]))));
    }

    [Fact]
    public void DeployedConnections_AreByIdentity_AndEveryServiceThatIsUsedHasItsAddress()
    {
        var settings = AppSettings.Deployed(scheduler: false);

        Assert.DoesNotContain("AzureWebJobsStorage", settings.Keys);
        Assert.DoesNotContain("LedgerStorage", settings.Keys);
        Assert.Equal("LedgerStorage", settings["Storage__ConnectionName"]);
        foreach (var connection in Connections)
        {
            Assert.Equal("managedidentity", settings[$"{connection}__credential"]);
            Assert.Equal(settings["AzureWebJobsStorage__clientId"]!.ToString(), settings[$"{connection}__clientId"]!.ToString());
        }

        Assert.Matches("^https://steng[a-z0-9]+\\.queue\\.core\\.windows\\.net/$", (string)settings["AzureWebJobsStorage__queueServiceUri"]!);
        Assert.Matches("^https://stled[a-z0-9]+\\.table\\.core\\.windows\\.net/$", (string)settings["LedgerStorage__tableServiceUri"]!);
        Assert.Matches("^https://stled[a-z0-9]+\\.blob\\.core\\.windows\\.net/$", (string)settings["LedgerStorage__blobServiceUri"]!);
        Assert.All(settings, setting => Assert.DoesNotContain("AccountKey", setting.Value!.ToString()!, StringComparison.Ordinal));
    }

    [Fact]
    public void FirstApiKey_IsAReferenceToTheVault_UnderTheNameTheCodeReads()
    {
        var template = Deployments.With(false, false, false);
        var setting = AppSettings.Deployed(scheduler: false)[$"ApiKeys__Clients__{Deployments.Client}"];
        var secret = template.Single("Microsoft.KeyVault/vaults/secrets");

        Assert.Matches("^@Microsoft\\.KeyVault\\(SecretUri=.+/?secrets/" + secret.ResourceName + "\\)$", (string)setting!);
        Assert.Equal(Deployments.Hash, secret["properties.value"]);
    }

    // App Service reads a reference again when the setting is another one; with the same key a deployment changes nothing.
    [Fact]
    public void AnotherApiKey_IsAnotherReference_AndTheSameKeyIsTheSame()
    {
        Assert.Equal(Reference("a"), Reference("a"));
        Assert.NotEqual(Reference("a"), Reference("b"));
        Assert.DoesNotContain("ApiKeys__Clients__first", Settings(Bicep.Template.Deploy()).Keys);

        static object? Reference(string hash) => Settings(Bicep.Template.Deploy(("apiKeyHash", hash)))["ApiKeys__Clients__first"];

        static IReadOnlyDictionary<string, object?> Settings(Bicep.Template template) =>
            (IReadOnlyDictionary<string, object?>)template.Named("Microsoft.Web/sites/config", "appsettings")["properties"]!;
    }

    [Fact]
    public void MailPassword_IsAReferenceToTheVault_AndStandsNowhereElse()
    {
        var settings = AppSettings.Deployed(scheduler: false);
        var secret = Deployments.With(false, true, everythingElse: true).Named("Microsoft.KeyVault/vaults/secrets", "smtp-password");

        Assert.Matches("^@Microsoft\\.KeyVault\\(SecretUri=.+/?secrets/smtp-password\\)$", (string)settings["Smtp__Password"]!);
        Assert.Equal(Deployments.MailPassword, secret["properties.value"]);
        Assert.Equal(("mail.example.org", "587", "mailer"), ((string)settings["Smtp__Host"]!, (string)settings["Smtp__Port"]!, (string)settings["Smtp__UserName"]!));
        Assert.DoesNotContain(settings.Values, value => value!.ToString()!.Contains(Deployments.MailPassword, StringComparison.Ordinal));
    }

    [Fact]
    public void Scheduler_SwitchesTheBackEndOverHostJson()
    {
        var settings = AppSettings.Deployed(scheduler: true);

        Assert.Equal("azureManaged", settings["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"]);
        Assert.Equal(
            "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
            settings["AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName"]);
        Assert.Contains("Authentication=ManagedIdentity", (string)settings["DURABLE_TASK_SCHEDULER_CONNECTION_STRING"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(AppSettings.Deployed(scheduler: false).Keys, name => name.StartsWith("AzureFunctionsJobHost", StringComparison.Ordinal));
    }

    [Fact]
    public void Retention_IsWhatTheAppUnderstands() => Assert.Equal(
        TimeSpan.FromDays(30), TimeSpan.Parse((string)AppSettings.Deployed(scheduler: false)["Orchestrations__Retention"]!, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void LocalSettingsSample_HoldsDocumentedSettingsOnly_AndNoSecret()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("local.settings.sample.json")));
        var values = sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString()!);

        Assert.Empty(values.Keys.Where(name =>
            !AppSettings.Documented.Contains(name.StartsWith("ApiKeys__Clients__", StringComparison.Ordinal) ? "ApiKeys__Clients__{clientId}" : name)));
        Assert.Equal("", values["ApiKeys__Clients__local"]);
        Assert.Equal("UseDevelopmentStorage=true", values["AzureWebJobsStorage"]);
        Assert.Empty(AppSettings.Options.Where(name => !values.ContainsKey(name) && !IsOptionalText(name)));
    }

    // A sample value would switch these on.
    private static bool IsOptionalText(string name) => Optional().IsMatch(name);

    [GeneratedRegex("^(Sandbox__(RejectMerchant|LockDate)|Webhooks__Schedule__0)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Optional();
}
