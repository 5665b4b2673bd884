using System.Runtime.InteropServices;

namespace Expenses.LocalHost.Hosting;

/// <summary>SIGTERM and SIGINT (Ctrl-C): the first one asks for a graceful stop, a second one ends the process at once.</summary>
internal sealed class TerminationSignal : IDisposable
{
    private readonly CancellationTokenSource _received = new();
    private readonly PosixSignalRegistration[] _registrations;

    public TerminationSignal() =>
        _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Received => _received.Token;

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _received.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_received.IsCancellationRequested;
        _received.Cancel();
    }
}
