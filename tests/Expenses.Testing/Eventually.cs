using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Expenses.Testing;

/// <summary>Waits that poll a condition until a deadline; the failure says what was seen last.</summary>
public static class Eventually
{
    /// <summary>How long a wait lasts unless the caller says otherwise: longer than any machine takes, since who succeeds never waits for it.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Polls <paramref name="read"/> until its value satisfies <paramref name="condition"/> and returns that value.</summary>
    /// <param name="read">Reads the state. An exception counts as "not yet" and is shown if the deadline passes.</param>
    /// <param name="condition">What is waited for.</param>
    /// <param name="deadline">Default: <see cref="DefaultDeadline"/>.</param>
    /// <param name="expectation">What is waited for, in words; default: the text of the condition.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="TimeoutException">The deadline passed; the message holds the last value or error.</exception>
    public static async Task<T> GetAsync<T>(
        Func<Task<T>> read,
        Func<T, bool> condition,
        TimeSpan? deadline = null,
        [CallerArgumentExpression(nameof(condition))] string? expectation = null,
        CancellationToken cancellationToken = default)
    {
        var limit = deadline ?? DefaultDeadline;
        var clock = Stopwatch.StartNew();
        var pause = FirstPause;
        while (true)
        {
            // Told before the look: a process that stood still until the deadline still looks once.
            var isLast = clock.Elapsed >= limit;
            string last;
            Exception? cause = null;
            try
            {
                var value = await read();
                if (condition(value))
                {
                    return value;
                }

                last = $"last value: {Describe(value)}";
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                last = $"last error: {exception.GetType().Name}: {exception.Message}";
                cause = exception;
            }

            if (isLast)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {expectation}; {last}", cause);
            }

            await Task.Delay(pause, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Polls until <paramref name="condition"/> answers true.</summary>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static Task TrueAsync(
        Func<Task<bool>> condition,
        TimeSpan? deadline = null,
        [CallerArgumentExpression(nameof(condition))] string? expectation = null,
        CancellationToken cancellationToken = default) =>
        GetAsync(condition, held => held, deadline, expectation, cancellationToken);

    /// <summary>Polls until <paramref name="condition"/> answers true.</summary>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static Task TrueAsync(
        Func<bool> condition,
        TimeSpan? deadline = null,
        [CallerArgumentExpression(nameof(condition))] string? expectation = null,
        CancellationToken cancellationToken = default) =>
        GetAsync(() => Task.FromResult(condition()), held => held, deadline, expectation, cancellationToken);

    private static string Describe<T>(T value) => value switch
    {
        null => "null",
        string text => text,
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object?>())}]",
        _ => value.ToString() ?? "null",
    };
}
