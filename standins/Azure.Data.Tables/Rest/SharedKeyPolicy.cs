using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>Shared Key Lite for the Table service: HMAC over the date and the canonicalised resource.</summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        var signature = credential.ComputeHmacSha256(StringToSign(date, credential.AccountName, message.Request.Uri.ToUri()));
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, $"SharedKeyLite {credential.AccountName}:{signature}");
    }

    /// <summary>
    /// The path as it goes over the wire, behind the account's name; of the query only "comp" counts. An emulator has
    /// the account in its path too, so it is there twice.
    /// </summary>
    internal static string StringToSign(string date, string account, Uri uri)
    {
        var component = Component(uri.Query);
        return component is null
            ? $"{date}\n/{account}{uri.AbsolutePath}"
            : $"{date}\n/{account}{uri.AbsolutePath}?comp={component}";
    }

    private static string Component(string query)
    {
        foreach (var part in query.TrimStart('?').Split('&'))
        {
            if (part.StartsWith("comp=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(part["comp=".Length..]);
            }
        }

        return null;
    }
}
