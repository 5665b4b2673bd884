using Microsoft.DurableTask.Client;

namespace Expenses.Simulation;

/// <summary>One call of a client. It gives false when its moment has not come; a refusal by the engine counts as an answer.</summary>
internal sealed record ClientCall(string Text, Func<DurableTaskClient, Task<bool>> Call)
{
    /// <summary>A call whose answer does not matter.</summary>
    public static ClientCall Of(string text, Func<DurableTaskClient, Task> call) => new(text, async client =>
    {
        await call(client);
        return true;
    });
}

/// <summary>
/// Somebody outside who makes his calls one after the other; when, the simulation chooses. A call whose answer was lost, by
/// the death of the worker or a refusal of the disk, is made again. For one thread.
/// </summary>
internal sealed class ClientScript(string name, IReadOnlyList<ClientCall> calls, Trace trace)
{
    private int _next;
    private int _lives;
    private int _notBefore;
    private bool _isCalling;

    public bool IsDone => _next == calls.Count;

    /// <summary>What nobody expected of a call.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>True when it could call. One that was told to wait does so until something else has happened.</summary>
    public bool CanCall(int happened) => !IsDone && !_isCalling && happened >= _notBefore;

    public string Text => $"client {name}: {calls[_next].Text}";

    public void Call(DurableTaskClient client, int happened)
    {
        _isCalling = true;
        _ = CallAsync(client, _lives, happened);
    }

    /// <summary>Nobody answers any more.</summary>
    public void WorkerDied()
    {
        _lives++;
        _isCalling = false;
    }

    private async Task CallAsync(DurableTaskClient client, int life, int happened)
    {
        var call = calls[_next];
        var (answer, isDone) = await AnswerAsync(call, client);
        if (life != _lives)
        {
            return;
        }

        _isCalling = false;
        _notBefore = isDone ? 0 : happened + 1;
        _next += isDone ? 1 : 0;
        trace.Note($"client {name}: {call.Text} {answer}");
    }

    private async Task<(string Answer, bool IsDone)> AnswerAsync(ClientCall call, DurableTaskClient client)
    {
        try
        {
            using var held = HeldCommits.HoldClients();
            return await call.Call(client) ? ("done", true) : ("not yet", false);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return ($"refused: {e.GetType().Name}", true);
        }
        catch (IOException)
        {
            return ("failed", false);
        }
#pragma warning disable CA1031 // The simulation throws it where the choice was taken.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fault = e;
            return ("faulted", true);
        }
    }
}
