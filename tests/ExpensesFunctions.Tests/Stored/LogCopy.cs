using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Tests.Stored;

/// <summary>Every entry of the log at every level, with its values and exceptions.</summary>
internal sealed class LogCopy
{
    public ConcurrentQueue<string> Entries { get; } = new();

    public ILoggerProvider Provider() => new Providing(this);

    private sealed class Providing(LogCopy copy) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Copying(copy);

        public void Dispose()
        {
        }
    }

    private sealed class Copying(LogCopy copy) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            copy.Entries.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> named ? string.Join(' ', named.Select(one => $"{one.Key}={one.Value}")) : "";
            copy.Entries.Enqueue($"{formatter(state, exception)} {values} {exception}");
        }
    }
}
