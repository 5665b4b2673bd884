using System.Collections.Frozen;
using System.Security.Cryptography;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace ExpensesFunctions.Http.Pages;

/// <summary>The style, scripts and icon of the pages.</summary>
public sealed class PageAssets
{
    private static readonly FrozenDictionary<string, Asset> Files =
        EmbeddedFile.Names("assets").ToFrozenDictionary(name => name, Asset.Load, StringComparer.Ordinal);

    /// <summary>One file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="file">Its name.</param>
    /// <returns>200 with the file.</returns>
    /// <exception cref="ContractException">404: no such file.</exception>
    [Function(nameof(GetPageAsset))]
    [WithoutApiKey("The same files for everybody; they hold nothing of any client.")]
    public IResult GetPageAsset([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pages/{file}")] HttpRequest request, string file)
    {
        if (!Files.TryGetValue(file, out var asset))
        {
            throw new ContractException(StatusCodes.Status404NotFound, "There is nothing at this address.");
        }

        // An upgrade changes them under the same name: a browser asks each time, and is told when it has the newest.
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        return Results.File(asset.Content, asset.Type, entityTag: asset.Tag);
    }

    private sealed record Asset(byte[] Content, string Type, EntityTagHeaderValue Tag)
    {
        public static Asset Load(string name)
        {
            var content = EmbeddedFile.Read($"assets/{name}");
            return new Asset(content, TypeOf(name), new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\""));
        }

        private static string TypeOf(string name) => Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => throw new InvalidOperationException($"{name} has no known type."),
        };
    }
}
