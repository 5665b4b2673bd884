using Expenses.Infra.Tests.Bicep;
using Expenses.Infra.Tests.Bicep.Schema;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>The template as a compiler sees it: against the resource providers' published types; and that mistakes are seen.</summary>
public sealed class SchemaTests
{
    public static TheoryData<bool, bool, bool> Switches => TemplateTests.Switches;

    /// <summary>File, what stands in it, and a mistake in its place.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "function-app.bicep", "instanceMemoryMB: instanceMemoryMB", "instanceMemoryMb: instanceMemoryMB" },
        { "function-app.bicep", "type: 'UserAssignedIdentity'", "type: 'UserAssigned'" },
        { "function-app.bicep", "name: 'dotnet-isolated'", "name: 'dotnet'" },
        { "function-app.bicep", "httpsOnly: true", "httpsOnly: 'true'" },
        { "function-app.bicep", "Microsoft.Web/sites@2024-04-01", "Microsoft.Web/sites@2024-04-31" },
        { "function-app.bicep", "Microsoft.Web/serverfarms@", "Microsoft.Web/serverFarm@" },
        { "function-app.bicep", "app.properties.defaultHostName", "app.properties.hostName" },
        { "function-app.bicep", "engineStorage.properties.primaryEndpoints.queue", "engineStorage.properties.primaryEndpoint.queue" },
        { "function-app.bicep", "serverFarmId: plan.id", "serverFarmId: plans.id" },
        { "function-app.bicep", "unauthenticatedClientAction: 'AllowAnonymous'", "unauthenticatedClientAction: 'Allow'" },
        { "function-app.bicep", "name: 'authsettingsV2'", "name: 'authsettingsV3'" },
        { "function-app.bicep", "param planName string", "param planName string\nparam forgotten string = ''" },
        { "function-app.bicep", "param planName string", "param planName int" },
        { "function-app.bicep", "param planName string", "param planName string\nparam missing string" },
        { "function-app.bicep", "output name string = app.name", "output name int = app.name" },
        { "function-app.bicep", "output name string = app.name", "output title string = app.name" },
        { "storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAcces: false" },
        { "storage.bicep", "kind: 'StorageV2'", "" },
        { "storage.bicep", "param containers array", "param containers array\nvar a = b\nvar b = a" },
        { "key-vault.bicep", "sku: { family: 'A', name: 'standard' }", "sku: { family: 'B', name: 'standard' }" },
        { "key-vault.bicep", "output id string = vault.id", "output id string = apiKeyHash" },
        { "roles.bicep", "principalType: 'ServicePrincipal'", "principalKind: 'ServicePrincipal'" },
        { "roles.bicep", "scope: dataProtectionKey", "scope: vault" },
        { "monitoring.bicep", "DisableLocalAuth: true", "disableLocalAuth: true" },
        { "alerts.bicep", "severity: rule.severity", "severity: rule.weight" },
        { "alerts.bicep", "criterionType: 'StaticThresholdCriterion'", "criterionType: 'Static'" },
        { "budget.bicep", "timeGrain: 'Monthly'", "timeGrain: 'Month'" },
        { "durable-task-scheduler.bicep", "retentionPeriodInDays: min", "retentionDays: min" },
        { "durable-task-scheduler.bicep", "scheduler.properties.endpoint", "scheduler.properties.endpoints" },
        { "private-endpoints.bicep", "parent: zones[i]", "parent: zone[i]" },
        { "main.bicep", "network!.outputs.appSubnetId", "network.outputs.appSubnetId" },
        { "main.bicep", "vnetEnabled ? network!.outputs.appSubnetId : ''", "network!.outputs.appSubnetId" },
        { "main.bicep", "identity.outputs.clientId", "identity.outputs.clientID" },
        { "main.bicep", "planName: '${abbreviations.hostingPlan}${token}'", "plan: '${abbreviations.hostingPlan}${token}'" },
        { "main.bicep", "name: 'engine-storage'\n", "name: 'engine-storage'\n  dependsOn: [app]\n" },
        { "main.bicep", "toLower(uniqueString(", "lower(uniqueString(" },
        { "main.bicep", "engineStorageName: engineStorage.outputs.name\n    ledgerStorageName: ledgerStorage.outputs.name\n    keyVaultName", "engineStorageName: '${abbreviations.storageAccount}eng${token}'\n    ledgerStorageName: ledgerStorage.outputs.name\n    keyVaultName" },
        { "main.bicep", "zoneRedundant: zoneRedundant", "zoneRedundant: 'yes'" },
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public void EveryResource_IsAsItsProviderPublishesIt(bool scheduler, bool network, bool everythingElse) =>
        Assert.Empty(Deployments.With(scheduler, network, everythingElse).Problems);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistake_IsSeen(string file, string text, string mistake)
    {
        Assert.Contains(text, File.ReadAllText(Path(file)), StringComparison.Ordinal);
        Assert.NotEmpty(ProblemsOf(path => System.IO.Path.GetFileName(path) == file
            ? File.ReadAllText(path).Replace(text, mistake, StringComparison.Ordinal)
            : File.ReadAllText(path)));
    }

    [Fact]
    public void WithoutAMistake_NothingIsSeen() => Assert.Empty(ProblemsOf(File.ReadAllText));

    [Fact]
    public void NoType_IsDescribedForNobody() => Assert.Empty(ResourceTypes.Described.Except(
        Deployments.With(true, true, true).Resources.Select(resource => $"{resource.Type}@{resource.ApiVersion}")));

    // The subscription holds the group, the group everything else: a resource elsewhere would be refused.
    [Fact]
    public void EverythingButTheGroup_IsInTheGroup()
    {
        var main = Template.Read(RepositoryRoot.File("infra", "main.bicep"));

        Assert.Equal("Microsoft.Resources/resourceGroups", Assert.Single(main.OfType<ResourceStatement>()).Type.Split('@')[0]);
        Assert.All(main.OfType<ModuleStatement>(), module => Assert.Contains(
            module.Body.Members, member => member is { Key: Literal { Value: "scope" }, Value: Name { Text: "group" } }));
        Assert.Superset(new HashSet<string> { "roles", "endpoints", "engineStorage", "ledgerStorage", "vault", "scheduler" }, Structure.Dependencies(main, "app").ToHashSet());
    }

    private static string Path(string file) => file == "main.bicep" ? RepositoryRoot.File("infra", file) : RepositoryRoot.File("infra", "modules", file);

    /// <summary>With every switch off and on; what a compiler refuses to go on with is one problem.</summary>
    private static List<string> ProblemsOf(Func<string, string> text)
    {
        try
        {
            Template[] templates = [Deployments.With(text, false, false, false), Deployments.With(text, true, true, true), Deployments.With(text, false, true, true)];
            var unused = templates.Select(template => template.Unused).Aggregate((some, more) => some.Intersect(more)).Select(symbol => $"{symbol} is not used");
            var missing = templates.SelectMany(template => template.Existing.Where(existing => template.Resources.All(one => one.Reference != existing))).Select(one => $"{one} does not exist");
            var roles = templates[1].Of("Microsoft.Authorization/roleAssignments").Where(role => !role.ResourceName.Contains($"{role.Scope}.id", StringComparison.Ordinal) && !role.ResourceName.Contains(role.Scope!.ToString().Trim('‹', '›'), StringComparison.Ordinal)).Select(role => $"{role.ResourceName} is not at {role.Scope}");
            return [.. templates.SelectMany(template => template.Problems), .. unused, .. missing, .. roles];
        }
        catch (BicepException e)
        {
            return [e.Message];
        }
    }
}
