using System.Buffers.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ExpensesFunctions.Webhooks.Secrets;

/// <summary>
/// A key in Azure Key Vault that wraps other keys, over the vault's REST interface (api-version 7.4). The key itself never
/// leaves the vault. Retries and timeouts are the SDK pipeline's.
/// </summary>
internal sealed class VaultKey
{
    private const string Version = "7.4";
    private const string Algorithm = "RSA-OAEP-256";

    private readonly Uri _key;
    private readonly HttpPipeline _pipeline;

    /// <summary>Nothing is sent yet.</summary>
    /// <param name="key">The key's identifier without a version, so that a rotated key wraps from then on.</param>
    /// <param name="credential">Who asks: needs wrap and unwrap on the key.</param>
    /// <param name="options">The pipeline's; tests put their own transport in.</param>
    public VaultKey(Uri key, TokenCredential credential, ClientOptions options)
    {
        _key = key;
        // The audience of a vault is its cloud's: the host without the vault's own name.
        var audience = $"https://{key.Host[(key.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";
        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, audience));
    }

    /// <summary>Wraps a key.</summary>
    /// <returns>The identifier of the version that wrapped it, and what came out.</returns>
    /// <exception cref="RequestFailedException">The vault refused, or cannot be reached.</exception>
    public (string Id, byte[] Wrapped) Wrap(byte[] key) => Ask(_key.AbsoluteUri, "wrapkey", key);

    /// <summary>Gives back what <see cref="Wrap"/> was given.</summary>
    /// <exception cref="InvalidOperationException">It was not wrapped by this key: another vault is never asked.</exception>
    /// <exception cref="RequestFailedException">The vault refused, or cannot be reached.</exception>
    public byte[] Unwrap(string id, byte[] wrapped) =>
        Uri.TryCreate(id, UriKind.Absolute, out var version) && version.AbsoluteUri.StartsWith($"{_key.AbsoluteUri}/", StringComparison.OrdinalIgnoreCase)
            ? Ask(version.AbsoluteUri, "unwrapkey", wrapped).Value
            : throw new InvalidOperationException("A key of the key ring was not wrapped by the key of setting 'Secrets:KeyVaultKey'.");

    private (string Id, byte[] Value) Ask(string key, string operation, byte[] value)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri($"{key}/{operation}?api-version={Version}"));
        message.Request.Headers.Add(HttpHeader.Names.ContentType, "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alg"] = Algorithm,
            ["value"] = Base64Url.EncodeToString(value),
        }));
        _pipeline.Send(message, CancellationToken.None);
        if (message.Response.IsError)
        {
            throw new RequestFailedException(message.Response);
        }

        using var answer = JsonDocument.Parse(message.Response.Content);
        return (answer.RootElement.GetProperty("kid").GetString()!, Base64Url.DecodeFromChars(answer.RootElement.GetProperty("value").GetString()!));
    }
}
