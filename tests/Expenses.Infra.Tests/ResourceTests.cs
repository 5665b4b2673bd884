using System.Text.Json;
using System.Text.RegularExpressions;
using Expenses.Infra.Tests.Bicep;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>What is deployed besides security: plan, back end, retention, alerts, budget, outputs.</summary>
public sealed partial class ResourceTests
{
    // Flex Consumption refuses these, or has another place for them (functionAppConfig).
    private static readonly string[] NotOnFlexConsumption =
    [
        "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_PROCESS_COUNT", "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "WEBSITE_NODE_DEFAULT_VERSION", "WEBSITE_TIME_ZONE",
        "WEBSITE_VNET_ROUTE_ALL", "SCM_DO_BUILD_DURING_DEPLOYMENT", "ENABLE_ORYX_BUILD", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
        "FUNCTIONS_WORKER_RUNTIME_VERSION", "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED", "WEBSITE_CONTENTOVERVNET",
        "WEBSITE_DNS_SERVER", "WEBSITE_SKIP_CONTENTSHARE_VALIDATION", "AzureWebJobsDashboard", "APPINSIGHTS_INSTRUMENTATIONKEY",
    ];

    // Members of siteConfig that other plans have.
    private static readonly string[] NoSiteConfigOnFlexConsumption =
    [
        "alwaysOn", "containerSize", "functionAppScaleLimit", "linuxFxVersion", "netFrameworkVersion", "powerShellVersion", "preWarmedInstanceCount", "use32BitWorkerProcess",
        "vnetPrivatePortsCount", "vnetRouteAllEnabled", "windowsFxVersion", "minimumElasticInstanceCount", "appSettings", "connectionStrings",
    ];

    private static readonly string[] Kinds = ["logs", "metrics"];

    [Fact]
    public void Plan_IsFlexConsumptionOnLinux()
    {
        var template = Deployments.With(false, false, everythingElse: false);
        var plan = template.Single("Microsoft.Web/serverfarms");

        Assert.Equal("FC1", plan["sku.name"]);
        Assert.Equal("FlexConsumption", plan["sku.tier"]);
        Assert.Equal(true, plan["properties.reserved"]);
        Assert.Equal(false, plan["properties.zoneRedundant"]);
        Assert.Equal("functionapp,linux", template.Single("Microsoft.Web/sites")["kind"]);
    }

    [Fact]
    public void App_RunsDotnet10Isolated_AndCostsNothingWhenIdle()
    {
        var app = Deployments.With(false, false, everythingElse: false).Single("Microsoft.Web/sites");

        Assert.Equal("dotnet-isolated", app["properties.functionAppConfig.runtime.name"]);
        Assert.Equal("10.0", app["properties.functionAppConfig.runtime.version"]);
        Assert.Equal("api", app["tags.azd-service-name"]);
        Assert.Empty((IReadOnlyList<object?>)app["properties.functionAppConfig.scaleAndConcurrency.alwaysReady"]!);
        Assert.All(NotOnFlexConsumption, name => Assert.DoesNotContain(name, AppSettings.Deployed(scheduler: true).Keys));
        Assert.All(NoSiteConfigOnFlexConsumption, name => Assert.Null(app[$"properties.siteConfig.{name}"]));
        Assert.Contains(app["properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB"], new object[] { 512L, 2048L, 4096L });
        Assert.InRange((long)app["properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount"]!, 1, 1000);
    }

    [Fact]
    public void DeploymentPackage_GoesToAContainerThatExists()
    {
        var template = Deployments.With(false, false, false);
        var container = template.Single("Microsoft.Storage/storageAccounts/blobServices/containers");
        var account = container.Reference.Parent.Split('/')[0];

        Assert.Contains("eng", account, StringComparison.Ordinal);
        Assert.Equal(
            $"https://{account}.blob.core.windows.net/{container.ResourceName}",
            template.Single("Microsoft.Web/sites")["properties.functionAppConfig.deployment.storage.value"]);
    }

    [Fact]
    public void ZoneRedundancy_CoversPlanAndBothAccounts()
    {
        var template = Deployments.With(false, false, everythingElse: true);

        Assert.Equal(true, template.Single("Microsoft.Web/serverfarms")["properties.zoneRedundant"]);
        Assert.All(template.Of("Microsoft.Storage/storageAccounts"), account => Assert.Equal("Standard_ZRS", account["sku.name"]));
    }

    [Theory]
    [InlineData("Consumption", 30L)]
    [InlineData("Dedicated", 90L)]
    public void Scheduler_KeepsNoLongerThanItsSkuAllows(string sku, long days)
    {
        var retention = Template.Deploy(("durableBackend", "DurableTaskScheduler"), ("schedulerSku", sku), ("orchestrationRetentionDays", 365L))
            .Single("Microsoft.DurableTask/schedulers/retentionPolicies");

        Assert.Equal(days, retention["properties.retentionPolicies.0.retentionPeriodInDays"]);
        Assert.Equal(days, retention["properties.retentionPolicies.1.retentionPeriodInDays"]);
    }

    [Fact]
    public void Lifecycle_IsOnTheContainersThatTheAppUses_AndReceiptsAreKeptUnlessAskedFor()
    {
        var names = File.ReadAllText(RepositoryRoot.File("src", "Expenses.Storage", "StorageNames.cs"));
        var policy = Deployments.With(false, false, false).Single("Microsoft.Storage/storageAccounts/managementPolicies");

        Assert.Contains("led", policy.Reference.Parent, StringComparison.Ordinal);
        Assert.Equal("runs/", policy["properties.policy.rules.0.definition.filters.prefixMatch.0"]);
        Assert.Equal("receipts/", policy["properties.policy.rules.1.definition.filters.prefixMatch.0"]);
        Assert.Contains("RunBlobs => $\"{prefix}runs\"", names, StringComparison.Ordinal);
        Assert.Contains("ReceiptBlobs => $\"{prefix}receipts\"", names, StringComparison.Ordinal);
        Assert.Null(policy["properties.policy.rules.1.definition.actions.baseBlob.delete"]);
        Assert.Equal(
            3650L,
            Deployments.With(false, false, true).Single("Microsoft.Storage/storageAccounts/managementPolicies")
                ["properties.policy.rules.1.definition.actions.baseBlob.delete.daysAfterModificationGreaterThan"]);
    }

    [Fact]
    public void Diagnostics_AreOnEverythingThatHasSome()
    {
        var template = Deployments.With(scheduler: true, network: true, everythingElse: true);
        var settings = template.Of("Microsoft.Insights/diagnosticSettings").ToList();

        Assert.Equal(
            [
                "logs Audit on Microsoft.OperationalInsights/workspaces",
                "logs AuditEvent on Microsoft.KeyVault/vaults",
                "logs StorageDelete on Microsoft.Storage/storageAccounts/blobServices",
                "logs StorageDelete on Microsoft.Storage/storageAccounts/tableServices",
                "metrics AllMetrics on Microsoft.KeyVault/vaults",
                "metrics AllMetrics on Microsoft.Web/sites",
                "metrics Transaction on Microsoft.Storage/storageAccounts",
                "metrics Transaction on Microsoft.Storage/storageAccounts",
            ],
            settings.SelectMany(setting => Kinds.SelectMany(kind => Categories(setting, kind).Select(category => $"{kind} {category} on {setting.Scope!.Type}")))
                .Order(StringComparer.Ordinal));
        Assert.All(settings, setting => Assert.NotNull(setting["properties.workspaceId"]));

        // Everything else that is deployed gives metrics to Azure Monitor by itself, or has nothing to tell.
        Assert.Equal(
            ["Microsoft.KeyVault/vaults", "Microsoft.OperationalInsights/workspaces", "Microsoft.Storage/storageAccounts", "Microsoft.Web/sites"],
            settings.Select(setting => string.Join('/', setting.Scope!.Type.Split('/').Take(2))).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alerts_LookForWhatTheAppLogs()
    {
        var messages = Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(path => Message().Matches(File.ReadAllText(path)).Select(match => match.Groups["text"].Value))
            .Select(message => Placeholder().Replace(message, "4000"))
            .ToList();
        var queries = Deployments.With(false, false, false).Of("Microsoft.Insights/scheduledQueryRules")
            .Select(rule => (string)rule["properties.criteria.allOf.0.query"]!).ToList();

        Assert.True(queries.Count >= 8, $"{queries.Count} queries");
        foreach (var query in queries.Where(query => query.StartsWith("traces", StringComparison.Ordinal)))
        {
            var phrases = Phrase().Matches(query);
            Assert.NotEmpty(phrases);
            Assert.All(phrases, phrase =>
            {
                var pattern = phrase.Groups["kind"].Value == "has" ? Regex.Escape(phrase.Groups["text"].Value) : phrase.Groups["text"].Value;
                Assert.Contains(messages, message => Regex.IsMatch(message, pattern, RegexOptions.None, TimeSpan.FromMinutes(1)));
            });
        }
    }

    [Fact]
    public void Alerts_TellSomebodyWhenThereIsSomebody()
    {
        var template = Deployments.With(false, false, everythingElse: true);

        var group = template.Single("Microsoft.Insights/actionGroups");
        Assert.Equal(["a@example.org", "b@example.org"], [group["properties.emailReceivers.0.emailAddress"], group["properties.emailReceivers.1.emailAddress"]]);
        Assert.All(
            template.Of("Microsoft.Insights/scheduledQueryRules"),
            rule => Assert.Equal(group.Reference with { Property = "id" }, rule["properties.actions.actionGroups.0"]));
        Assert.Equal(group.Reference with { Property = "id" }, template.Single("Microsoft.Insights/metricAlerts")["properties.actions.0.actionGroupId"]);
    }

    [Fact]
    public void Budget_IsOnlyThereWithAnAmountAStartAndSomebodyToTell()
    {
        Assert.Empty(Deployments.With(false, false, false).Of("Microsoft.Consumption/budgets"));
        Assert.Equal(100L, Deployments.With(false, false, true).Single("Microsoft.Consumption/budgets")["properties.amount"]);
    }

    [Fact]
    public void Workbook_IsJson_AndEveryQueryHasATable()
    {
        var text = (string)Deployments.With(false, false, false).Single("Microsoft.Insights/workbooks")["properties.serializedData"]!;
        using var workbook = JsonDocument.Parse(text);

        var queries = workbook.RootElement.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("type").GetInt32() == 3)
            .Select(item => item.GetProperty("content").GetProperty("query").GetString()!)
            .ToList();
        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.Matches("^(traces|requests|customMetrics|dependencies|union exceptions)", query));
    }

    [Fact]
    public void Outputs_AreWhatAzdAndTheHooksRead()
    {
        var outputs = Deployments.With(true, true, true).Outputs;

        Assert.Superset(
            new HashSet<string> { "AZURE_LOCATION", "AZURE_TENANT_ID", "AZURE_RESOURCE_GROUP", "SERVICE_API_NAME", "SERVICE_API_URI", "AZURE_KEY_VAULT_NAME" },
            outputs.Keys.ToHashSet());
        Assert.All(outputs, output => Assert.NotNull(output.Value));
    }

    private static IEnumerable<string> Categories(Deployed setting, string kind)
    {
        for (var i = 0; setting[$"properties.{kind}.{i}.category"] is string category; i++)
        {
            Assert.Equal(true, setting[$"properties.{kind}.{i}.enabled"]);
            yield return category;
        }
    }

    [GeneratedRegex("""LoggerMessage\([^"]*"(?<text>[^"]*)"\)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Message();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("message (?<kind>has|matches regex) @?\"(?<text>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Phrase();
}
