using System.Reflection;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>
/// Every abstract and virtual member of the API's classes is called, found by reflection: so a member that a newer package
/// adds, and whose base refuses, fails here.
/// </summary>
public sealed class ApiMemberTests
{
    public static TheoryData<string> ClientMembers => Members(typeof(DurableTaskClient));

    public static TheoryData<string> EntityClientMembers => Members(typeof(DurableEntityClient));

    public static TheoryData<string> ContextMembers => Members(typeof(TaskOrchestrationContext));

    public static TheoryData<string> EntityFeatureMembers => Members(typeof(TaskOrchestrationEntityFeature));

    public static TheoryData<string> EntityMembers => Members(typeof(TaskEntityContext), typeof(TaskEntityOperation), typeof(TaskEntityState));

    [Fact]
    public void There_are_members_of_every_class()
    {
        Assert.True(ClientMembers.Count >= 30, $"{ClientMembers.Count}");
        Assert.True(EntityClientMembers.Count >= 8, $"{EntityClientMembers.Count}");
        Assert.True(ContextMembers.Count >= 28, $"{ContextMembers.Count}");
        Assert.True(EntityFeatureMembers.Count >= 10, $"{EntityFeatureMembers.Count}");
        Assert.True(EntityMembers.Count >= 12, $"{EntityMembers.Count}");
    }

    [Theory]
    [MemberData(nameof(ClientMembers))]
    public async Task Every_member_of_the_client_works(string member)
    {
        await using var durable = await ApiStage.StartAsync();
        var method = ApiStage.Find(typeof(DurableTaskClient), member);

        await ApiStage.CallAsync(durable.Client, method, ApiStage.InstanceFor(method.Name));
    }

    [Theory]
    [MemberData(nameof(EntityClientMembers))]
    public async Task Every_member_of_the_entity_client_works(string member)
    {
        await using var durable = await ApiStage.StartAsync();

        await ApiStage.CallAsync(durable.Client.Entities, ApiStage.Find(typeof(DurableEntityClient), member));
    }

    [Theory]
    [MemberData(nameof(ContextMembers))]
    public Task Every_member_of_the_orchestration_context_works(string member) => InsideAsync("CallContext", member);

    [Theory]
    [MemberData(nameof(EntityFeatureMembers))]
    public Task Every_member_of_entities_inside_an_orchestration_works(string member) => InsideAsync("CallEntities", member);

    [Theory]
    [MemberData(nameof(EntityMembers))]
    public Task Every_member_that_an_entity_sees_works(string member) => InsideAsync("CallFromEntity", member);

    private static async Task InsideAsync(string orchestrator, string member)
    {
        await using var durable = await ApiStage.StartAsync();
        await durable.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, member, new StartOrchestrationOptions("main"));
        var ended = await durable.EndAsync("main");

        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.SerializedOutput);
    }

    private static TheoryData<string> Members(params Type[] types)
        => [.. types.SelectMany(ApiStage.Members).Select(method => $"{method.DeclaringType!.Name}: {method}")];
}
