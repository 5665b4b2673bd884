using Azure;
using Azure.Identity;
using Expenses.Storage.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Expenses.Storage.Start;

/// <summary>
/// Creates tables, containers and queues before the app starts, and waits for a storage account that is not there yet.
/// It uses clients without retries, so that the log says at once what is waited for.
/// </summary>
internal sealed partial class StorageCreation : IHostedService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly StorageOptions _options;
    private readonly StorageClients _clients;
    private readonly StorageNames _names;
    private readonly TimeProvider _time;
    private readonly ILogger<StorageCreation> _logger;

    public StorageCreation(
        IConfiguration configuration, IOptions<StorageOptions> options, StorageNames names, TimeProvider time, ILogger<StorageCreation> logger)
    {
        _options = options.Value;
        _clients = StorageConnection.Open(configuration, _options.ConnectionName, StorageOptions.QueueConnectionName, retries: 0);
        _names = names;
        _time = time;
        _logger = logger;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var pause = FirstPause;
        while (await TryCreateAsync(cancellationToken) is { } failure)
        {
            if (_time.GetElapsedTime(started) + pause > _options.StartDeadline)
            {
                throw new InvalidOperationException(
                    $"The storage account at {_clients.Blobs.Uri.Host} (setting '{_options.ConnectionName}') did not answer within {_options.StartDeadline}.",
                    failure);
            }

            LogWaiting(_clients.Blobs.Uri.Host, _options.ConnectionName, failure.GetBaseException().Message, pause);
            await Task.Delay(pause, _time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        LogReady(_clients.Blobs.Uri.Host);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Exception?> TryCreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CreateAsync(cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            return failure;
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            return timeout;
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        foreach (var table in _names.Tables)
        {
            await _clients.Tables.CreateTableIfNotExistsAsync(table, cancellationToken);
        }

        foreach (var container in _names.Containers)
        {
            await _clients.Blobs.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }

        foreach (var queue in _names.Queues)
        {
            await _clients.Queues.GetQueueClient(queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "Waiting for the storage account at {Host} (setting '{Setting}'), next try in {Pause}: {Reason}")]
    private partial void LogWaiting(string host, string setting, string reason, TimeSpan pause);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Information, Message = "Tables, containers and queues are ready at {Host}.")]
    private partial void LogReady(string host);
}
