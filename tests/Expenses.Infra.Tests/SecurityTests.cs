using Expenses.Infra.Tests.Bicep;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>The security rules, resource by resource, with every switch on and off.</summary>
public sealed class SecurityTests
{
    public static TheoryData<bool> NetworkOrNot => [false, true];

    [Theory]
    [MemberData(nameof(NetworkOrNot))]
    public void StorageAccounts_HaveNoKeysNoPublicBlobsAndTls12(bool network)
    {
        var accounts = Deployments.With(scheduler: false, network, everythingElse: true).Of("Microsoft.Storage/storageAccounts");

        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account =>
        {
            Assert.Equal(false, account["properties.allowSharedKeyAccess"]);
            Assert.Equal(false, account["properties.allowBlobPublicAccess"]);
            Assert.Equal(false, account["properties.allowCrossTenantReplication"]);
            Assert.Equal(true, account["properties.supportsHttpsTrafficOnly"]);
            Assert.Equal(true, account["properties.defaultToOAuthAuthentication"]);
            Assert.Equal("TLS1_2", account["properties.minimumTlsVersion"]);
            Assert.Equal(network ? "Disabled" : "Enabled", account["properties.publicNetworkAccess"]);
            Assert.Equal(network ? "Deny" : "Allow", account["properties.networkAcls.defaultAction"]);
            Assert.Equal("None", account["properties.networkAcls.bypass"]);
        });
    }

    [Fact]
    public void Containers_AreNotPublic() => Assert.All(
        Deployments.With(false, false, true).Of("Microsoft.Storage/storageAccounts/blobServices/containers"),
        container => Assert.Equal("None", container["properties.publicAccess"]));

    [Theory]
    [MemberData(nameof(NetworkOrNot))]
    public void Vault_IsByRolesWithPurgeProtection(bool network)
    {
        var vault = Deployments.With(false, network, false).Single("Microsoft.KeyVault/vaults");

        Assert.Equal(true, vault["properties.enableRbacAuthorization"]);
        Assert.Equal(true, vault["properties.enableSoftDelete"]);
        Assert.Equal(true, vault["properties.enablePurgeProtection"]);
        Assert.Equal(false, vault["properties.enabledForTemplateDeployment"]);
        Assert.Null(vault["properties.accessPolicies"]);
        Assert.Equal(network ? "Disabled" : "Enabled", vault["properties.publicNetworkAccess"]);
    }

    [Fact]
    public void App_IsHttpsOnlyTls12WithoutPublishingPasswords()
    {
        var template = Deployments.With(true, true, true);
        var app = template.Single("Microsoft.Web/sites");

        Assert.Equal(true, app["properties.httpsOnly"]);
        Assert.Equal("1.2", app["properties.siteConfig.minTlsVersion"]);
        Assert.Equal("1.2", app["properties.siteConfig.scmMinTlsVersion"]);
        var policies = template.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        Assert.Equal(["ftp", "scm"], policies.Select(policy => policy.ResourceName).Order());
        Assert.All(policies, policy => Assert.Equal(false, policy["properties.allow"]));
    }

    [Fact]
    public void App_HasTheOneUserAssignedIdentityEverywhere()
    {
        var template = Deployments.With(true, true, true);
        var identity = template.Single("Microsoft.ManagedIdentity/userAssignedIdentities");
        var app = template.Single("Microsoft.Web/sites");
        var id = (identity.Reference with { Property = "id" }).ToString();

        Assert.Equal("UserAssigned", app["identity.type"]);
        Assert.Equal([id], ((IReadOnlyDictionary<string, object?>)app["identity.userAssignedIdentities"]!).Keys);
        Assert.Equal(id, app["properties.keyVaultReferenceIdentity"]!.ToString());
        Assert.Equal("UserAssignedIdentity", app["properties.functionAppConfig.deployment.storage.authentication.type"]);
        Assert.Equal(id, app["properties.functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId"]!.ToString());
        Assert.Null(app["properties.functionAppConfig.deployment.storage.authentication.storageAccountConnectionStringName"]);
    }

    [Fact]
    public void Telemetry_TakesNoKeys()
    {
        var template = Deployments.With(false, false, false);

        Assert.Equal(true, template.Single("Microsoft.Insights/components")["properties.DisableLocalAuth"]);
        Assert.Equal(true, template.Single("Microsoft.OperationalInsights/workspaces")["properties.features.disableLocalAuth"]);
    }

    [Fact]
    public void PrivateEndpoints_CoverEveryServiceThatIsUsed_AndResolveInTheNetwork()
    {
        var template = Deployments.With(false, network: true, false);
        var endpoints = template.Of("Microsoft.Network/privateEndpoints");
        var covered = endpoints.Select(endpoint =>
            $"{Target(endpoint)}:{endpoint["properties.privateLinkServiceConnections.0.properties.groupIds.0"]}");

        Assert.Equal(["eng:blob", "eng:queue", "eng:table", "kv:vault", "led:blob", "led:table"], covered.Order(StringComparer.Ordinal));
        Assert.Equal(endpoints.Count, template.Of("Microsoft.Network/privateEndpoints/privateDnsZoneGroups").Count);
        Assert.Equal(
            template.Of("Microsoft.Network/privateDnsZones").Select(zone => zone.ResourceName).Order(),
            template.Of("Microsoft.Network/privateDnsZones/virtualNetworkLinks").Select(link => link.Reference.Parent).Order());
        Assert.EndsWith("/subnets/app", template.Single("Microsoft.Web/sites")["properties.virtualNetworkSubnetId"]!.ToString(), StringComparison.Ordinal);

        static string Target(Deployed endpoint)
        {
            var target = (ResourceReference)endpoint["properties.privateLinkServiceConnections.0.properties.privateLinkServiceId"]!;
            return target.Type.Contains("KeyVault", StringComparison.Ordinal) ? "kv" : target.ResourceName[2..5];
        }
    }

    [Fact]
    public void AppSubnet_IsDelegatedToFlexConsumptionAndHasOneOutgoingAddress()
    {
        var network = Deployments.With(false, network: true, false).Single("Microsoft.Network/virtualNetworks");

        Assert.Equal("app", network["properties.subnets.0.name"]);
        Assert.Equal("Microsoft.App/environments", network["properties.subnets.0.properties.delegations.0.properties.serviceName"]);
        Assert.NotNull(network["properties.subnets.0.properties.natGateway.id"]);
    }

    [Fact]
    public void Secrets_ComeThroughSecureParametersAndTheVaultOnly()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.File("infra"), "*.bicep", SearchOption.AllDirectories))
        {
            var statements = Template.Read(file);
            var secret = statements.OfType<ParameterStatement>().Where(p => p.Symbol.Contains("Hash", StringComparison.Ordinal)).ToList();
            Assert.All(secret, parameter => Assert.True(Parameters.IsSecure(parameter), $"{file}: {parameter.Symbol}"));
            Assert.DoesNotContain("listKeys", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("AccountKey", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
            Assert.Empty(statements.OfType<OutputStatement>().Where(o => Names.In(o).Any(name => secret.Any(s => s.Symbol == name))));
        }

        var template = Deployments.With(true, true, true);
        var holders = template.Resources.Where(resource => Contains(resource.Body, Deployments.Hash)).Select(resource => resource.Type);
        Assert.Equal(["Microsoft.KeyVault/vaults/secrets"], holders);
        Assert.False(Contains(template.Outputs, Deployments.Hash));
    }

    [Fact]
    public void SignIn_IsOffUnlessAskedFor_AndNeedsNoClientSecret()
    {
        Assert.DoesNotContain(Deployments.With(false, false, false).Resources, resource => resource.ResourceName == "authsettingsV2");

        var signIn = Deployments.With(false, false, true).Named("Microsoft.Web/sites/config", "authsettingsV2");
        Assert.Equal("AllowAnonymous", signIn["properties.globalValidation.unauthenticatedClientAction"]);
        Assert.Equal(
            "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
            signIn["properties.identityProviders.azureActiveDirectory.registration.clientSecretSettingName"]);
    }

    private static bool Contains(object? value, string text) => value switch
    {
        IReadOnlyDictionary<string, object?> members => members.Any(m => m.Key.Contains(text, StringComparison.Ordinal) || Contains(m.Value, text)),
        IReadOnlyList<object?> items => items.Any(item => Contains(item, text)),
        null => false,
        _ => value.ToString()!.Contains(text, StringComparison.Ordinal),
    };
}
