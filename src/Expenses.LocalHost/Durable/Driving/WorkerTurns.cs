using System.Threading.Channels;
using Expenses.LocalHost.Durable.Steps;

namespace Expenses.LocalHost.Durable.Driving;

/// <summary>First come, first served, by a fixed number of workers.</summary>
internal sealed class WorkerTurns(int workers) : ITurns
{
    private readonly Channel<Mailbox> _ready = Channel.CreateUnbounded<Mailbox>();
    private readonly List<Task> _workers = [];
    private volatile bool _stopping;

    public void Add(Mailbox mailbox) => _ready.Writer.TryWrite(mailbox);

    public void Start(Func<Mailbox, Task> step)
    {
        for (var i = 0; i < workers; i++)
        {
            _workers.Add(Task.Run(() => WorkAsync(step)));
        }
    }

    public Task StopAsync()
    {
        _stopping = true;
        _ready.Writer.TryComplete();
        return Task.WhenAll(_workers);
    }

    private async Task WorkAsync(Func<Mailbox, Task> step)
    {
        await foreach (var mailbox in _ready.Reader.ReadAllAsync())
        {
            if (_stopping)
            {
                return;
            }

            await step(mailbox);
        }
    }
}
