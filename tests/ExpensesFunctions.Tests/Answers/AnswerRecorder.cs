using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ExpensesFunctions.Tests.Answers;

/// <summary>
/// Stands before everything else in the apps of these tests and looks at every answer that leaves, whoever asked: no endpoint can
/// be forgotten. What strict SDKs choke on is kept, and fails the test that ends the app.
/// </summary>
public sealed class AnswerRecorder : IFunctionsWorkerMiddleware
{
    private readonly ConcurrentQueue<string> _problems = new();
    private int _looked;

    /// <summary>How many JSON answers were looked at.</summary>
    public int Looked => _looked;

    public IReadOnlyCollection<string> Problems => _problems;

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            var copy = new CopyingStream(http.Response.Body);
            http.Response.Body = copy;
            http.Response.OnCompleted(() =>
            {
                Look(context.FunctionDefinition.Name, http.Response, copy.Copied);
                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    /// <summary>Fails when an answer was not as it has to be.</summary>
    public void AssertNoProblems() => Assert.True(_problems.IsEmpty, string.Join('\n', _problems.Distinct().Take(20)));

    private void Look(string function, HttpResponse response, byte[] body)
    {
        if (body.Length == 0 || response.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return;
        }

        Interlocked.Increment(ref _looked);
        foreach (var problem in AnswerRules.ProblemsIn(body))
        {
            _problems.Enqueue($"{function} {response.StatusCode}: {problem}");
        }
    }
}
