using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>The way to the storage account, on which a counted write fails: it or its answer is lost. The app's clients go this way.</summary>
internal sealed class FaultyStorage(AzuriteServer azurite, CountedFaults faults) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new();

    /// <summary>Has the app's adapters go this way; the host's own clients do not.</summary>
    public void Register(IServiceCollection services)
    {
        services.RemoveAll<TableServiceClient>().RemoveAll<BlobServiceClient>().RemoveAll<QueueServiceClient>();
        services.AddSingleton(new TableServiceClient(azurite.ConnectionString, With(new TableClientOptions())));
        services.AddSingleton(new BlobServiceClient(azurite.ConnectionString, With(new BlobClientOptions())));
        services.AddSingleton(new QueueServiceClient(
            azurite.ConnectionString, With(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })));
    }

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var fault = message.Request.Method == RequestMethod.Get || message.Request.Method == RequestMethod.Head ? CallFault.None : await NextAsync(message);
        if (fault == CallFault.NotReached)
        {
            throw new RequestFailedException(503, "The storage account is not there.");
        }

        await _inner.ProcessAsync(message);
        switch (fault)
        {
            case CallFault.AnswerLost:
                throw new IOException("The connection was reset before the answer arrived.");
            case CallFault.AnswerLostForGood:
                throw new RequestFailedException(503, "The answer never arrived.");
            default:
                return;
        }
    }

    // The key ring is read and written this way, for all companies.
    public override void Process(HttpMessage message) => _inner.Process(message);

    public override Request CreateRequest() => _inner.CreateRequest();

    public void Dispose() => _inner.Dispose();

    private T With<T>(T options)
        where T : ClientOptions
    {
        options.Transport = this;
        options.Retry.Delay = TimeSpan.FromMilliseconds(20);
        return options;
    }

    private async Task<CallFault> NextAsync(HttpMessage message)
    {
        var text = message.Request.Uri + await BodyAsync(message);
        return faults.Next(company => text.Contains(company, StringComparison.Ordinal));
    }

    // Bodies of tables and queues are small and in memory; those of blobs may be streams that can be read once.
    private static async Task<string> BodyAsync(HttpMessage message)
    {
        if (message.Request.Content is not { } content || message.Request.Uri.Query.Contains("comp=block", StringComparison.Ordinal)
            || message.Request.Headers.Contains("x-ms-blob-type"))
        {
            return "";
        }

        using var copy = new MemoryStream();
        await content.WriteToAsync(copy, CancellationToken.None);
        var text = Encoding.UTF8.GetString(copy.ToArray());
        return text.Split("MessageText>") is [_, var queued, _] ? Encoding.UTF8.GetString(Convert.FromBase64String(queued[..^2])) : text;
    }
}
