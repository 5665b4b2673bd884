using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Tests.Durable;

public sealed class ActivityTests
{
    [Fact]
    public async Task Input_IsReadCaseInsensitively_WithoutFields()
    {
        var functions = DurableFunctionsHarness.Of(typeof(Functions));

        var output = await functions.RunActivityAsync("describe", "o-1", """{ "NAME": "taxi", "amount": 12.50, "Field": 1 }""", CancellationToken.None);

        Assert.Equal("taxi 12.50 0 o-1", output);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("7", 7)]
    public async Task Input_OfAValueType_DefaultsWhenThereIsNone(string? input, int expected)
    {
        var functions = DurableFunctionsHarness.Of(typeof(Functions));

        Assert.Equal(expected, await functions.RunActivityAsync("Number", "o-1", input, CancellationToken.None));
    }

    [Fact]
    public async Task Input_ThatDoesNotFit_FailsTheActivity()
    {
        var functions = DurableFunctionsHarness.Of(typeof(Functions));

        await Assert.ThrowsAsync<FunctionInputConverterException>(
            () => functions.RunActivityAsync("Number", "o-1", "\"seven\"", CancellationToken.None));
    }

    [Fact]
    public async Task Exception_ComesThroughAsItWasThrown()
    {
        var functions = DurableFunctionsHarness.Of(typeof(Functions));

        var error = await Assert.ThrowsAsync<InvalidDataException>(
            () => functions.RunActivityAsync("Broken", "o-1", null, CancellationToken.None));

        Assert.Equal("broken input", error.Message);
    }

    [Fact]
    public async Task Scope_LastsAsLongAsTheActivity_AndCancellationReachesIt()
    {
        var functions = DurableFunctionsHarness.Of(typeof(WithScope), worker => worker.Services.AddScoped<Resource>());
        using var source = new CancellationTokenSource();

        var resource = Assert.IsType<Resource>(await functions.RunActivityAsync("Use", "o-1", null, source.Token));

        Assert.Equal(source.Token, resource.Token);
        Assert.False(resource.DisposedWhileUsed);
        Assert.True(resource.Disposed);
    }

    [Fact]
    public void Has_KnowsNamesByKind_WithoutRegardToCase()
    {
        var functions = DurableFunctionsHarness.Of(typeof(Functions));

        Assert.True(functions.HasActivity("DESCRIBE"));
        Assert.False(functions.HasOrchestrator("Describe"));
        Assert.False(functions.HasEntity("Describe"));
        Assert.False(functions.HasActivity("Unknown"));
    }

    private sealed record Expense(string Name, decimal Amount)
    {
#pragma warning disable CA1051, CS0649 // The worker's serializer has to leave this field alone.
        public readonly int Field;
#pragma warning restore CA1051, CS0649
    }

    private sealed class Resource : IDisposable
    {
        public bool Disposed { get; private set; }

        public bool DisposedWhileUsed { get; set; }

        public CancellationToken Token { get; set; }

        public void Dispose() => Disposed = true;
    }

    private sealed class WithScope(Resource resource)
    {
        [Function("Use")]
        public async Task<Resource> UseAsync([ActivityTrigger] string? input, CancellationToken cancellationToken)
        {
            await Task.Yield();
            resource.DisposedWhileUsed = resource.Disposed;
            resource.Token = cancellationToken;
            return resource;
        }
    }

    private sealed class Functions
    {
        [Function("Describe")]
        public static string Describe([ActivityTrigger] Expense expense, string instanceId) =>
            $"{expense.Name} {expense.Amount} {expense.Field} {instanceId}";

        [Function("Number")]
        public static Task<int> Number([ActivityTrigger] int number) => Task.FromResult(number);

        [Function("Broken")]
        public static void Broken([ActivityTrigger] string? input) => throw new InvalidDataException("broken input");
    }
}
