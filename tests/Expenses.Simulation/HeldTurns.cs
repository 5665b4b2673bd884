using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Steps;

namespace Expenses.Simulation;

/// <summary>Instances that could take a step.</summary>
internal sealed class HeldTurns : ITurns
{
    private readonly List<Mailbox> _ready = [];
    private Func<Mailbox, Task> _step = _ => throw new InvalidOperationException("The engine has not been started.");

    public bool Any => _ready.Count > 0;

    public IEnumerable<Choice> Choices() => _ready.Select(mailbox => new Choice(ChoiceKind.Step, () => $"step {mailbox.InstanceId}", () => Take(mailbox)));

    public void Add(Mailbox mailbox) => _ready.Add(mailbox);

    public void Start(Func<Mailbox, Task> step) => _step = step;

    public Task StopAsync() => Task.CompletedTask;

    private void Take(Mailbox mailbox)
    {
        _ready.Remove(mailbox);
        _ = _step(mailbox);
    }
}
