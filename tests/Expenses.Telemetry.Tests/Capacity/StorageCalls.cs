using System.Collections.Concurrent;
using System.Diagnostics;
using Expenses.Testing;

namespace Expenses.Telemetry.Tests.Capacity;

/// <summary>
/// Counts the requests that this process really sends to one storage account, repeats included, by what they are billed as.
/// Left out: polls of queues, which come with time and not with work; and what the sandbox does for its own ledger, which
/// a platform does elsewhere.
/// </summary>
internal sealed class StorageCalls : IDisposable
{
    public const string Table = "table";
    public const string BlobWrite = "blobWrite";
    public const string BlobRead = "blobRead";
    public const string Queue = "queue";

    private static readonly string[] Kinds = [Table, BlobWrite, BlobRead, Queue];

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _services;
    private readonly ActivityListener _listener;

    public StorageCalls(AzuriteServer account)
    {
        _services = account.ConnectionString.Split(';')
            .Select(part => part.Split('=', 2))
            .Where(part => part[0].EndsWith("Endpoint", StringComparison.Ordinal))
            .ToDictionary(part => new Uri(part[1]).Authority, part => part[0][..^"Endpoint".Length], StringComparer.Ordinal);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Count,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyDictionary<string, double> Counts => Kinds.ToDictionary(kind => kind, kind => (double)_counts.GetValueOrDefault(kind));

    public void Dispose() => _listener.Dispose();

    private void Count(Activity request)
    {
        if (request.GetTagItem("url.full") is string url && !IsOfThePlatform(request))
        {
            var kind = KindOf(_services.GetValueOrDefault(new Uri(url).Authority), request.GetTagItem("http.request.method") as string);
            _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
        }
    }

    private static string KindOf(string? service, string? method) => (service, method) switch
    {
        ("Table", _) => Table,
        ("Blob", "GET" or "HEAD") => BlobRead,
        ("Blob", "DELETE") => "free",
        ("Blob", _) => BlobWrite,
        ("Queue", "GET") => "poll",
        ("Queue", _) => Queue,
        _ => "elsewhere",
    };

    private static bool IsOfThePlatform(Activity request)
    {
        for (var above = request.Parent; above is not null; above = above.Parent)
        {
            if (above.DisplayName.StartsWith("platform ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
