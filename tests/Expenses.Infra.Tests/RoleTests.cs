using Expenses.Infra.Tests.Bicep;

namespace Expenses.Infra.Tests;

/// <summary>Who may do what: each role by name, on one resource, for one principal.</summary>
public sealed class RoleTests
{
    // Built-in role definitions of Azure, by their published ids.
    private static readonly Dictionary<string, string> RoleNames = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["e147488a-f6f5-4113-8e2d-b22465e65bf6"] = "Key Vault Crypto Service Encryption User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
    };

    private static readonly string[] InBothBackEnds =
    [
        "Key Vault Crypto Service Encryption User on data-protection",
        "Key Vault Secrets User on kv",
        "Monitoring Metrics Publisher on appi",
        "Storage Blob Data Contributor on stled",
        "Storage Blob Data Owner on steng",
        "Storage Queue Data Contributor on steng",
        "Storage Table Data Contributor on stled",
    ];

    [Fact]
    public void Identity_OnAzureStorage_HasExactlyTheseRoles() => Assert.Equal(
        [.. InBothBackEnds.Append("Storage Table Data Contributor on steng").Order(StringComparer.Ordinal)],
        RolesOf(Deployments.With(scheduler: false, false, true), "ServicePrincipal"));

    [Fact]
    public void Identity_OnTheScheduler_HasItsRoleInsteadOfTheTablesOfTheTaskHub() => Assert.Equal(
        [.. InBothBackEnds.Append("Durable Task Data Contributor on th").Order(StringComparer.Ordinal)],
        RolesOf(Deployments.With(scheduler: true, false, true), "ServicePrincipal"));

    [Fact]
    public void Operator_MayWriteSecretsAndSeeTheScheduler_AndNothingWithoutAPrincipal()
    {
        Assert.Equal(
            ["Durable Task Data Contributor on th", "Key Vault Secrets Officer on kv"],
            RolesOf(Deployments.With(scheduler: true, false, everythingElse: true), "User"));
        Assert.Empty(RolesOf(Deployments.With(scheduler: true, false, everythingElse: false), "User"));
    }

    [Fact]
    public void EveryAssignment_IsOnAResource_NamesItsPrincipalAndHasANameOfItsOwn()
    {
        var assignments = Deployments.With(true, true, true).Of("Microsoft.Authorization/roleAssignments");

        Assert.All(assignments, assignment => Assert.NotNull(assignment.Scope));
        Assert.All(assignments, assignment => Assert.NotNull(assignment["properties.principalType"]));
        Assert.Equal(assignments.Count, assignments.Select(a => a.ResourceName).Distinct().Count());
        Assert.All(assignments, assignment =>
        {
            // A name that does not follow from scope, principal and role makes a second deployment fail.
            Assert.Contains(assignment.Scope!.ResourceName, assignment.ResourceName, StringComparison.Ordinal);
            Assert.Contains(assignment["properties.principalId"]!.ToString()!, assignment.ResourceName, StringComparison.Ordinal);
            Assert.Contains(RoleId(assignment), assignment.ResourceName, StringComparison.Ordinal);
        });
    }

    private static List<string> RolesOf(Template template, string principalType) =>
    [
        .. template.Of("Microsoft.Authorization/roleAssignments")
            .Where(assignment => (string?)assignment["properties.principalType"] == principalType)
            .Select(assignment => $"{RoleNames[RoleId(assignment)]} on {Short(assignment.Scope!.ResourceName)}")
            .Order(StringComparer.Ordinal),
    ];

    private static string RoleId(Deployed assignment) => assignment["properties.roleDefinitionId"]!.ToString()!.Split('/')[^1];

    private static string Short(string name) =>
        name is "data-protection" ? name : name.Contains('-', StringComparison.Ordinal) ? name.Split('-')[0] : name[..5];
}
