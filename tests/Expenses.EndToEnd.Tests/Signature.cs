using System.Security.Cryptography;
using System.Text;
using Expenses.Testing;

namespace Expenses.EndToEnd.Tests;

/// <summary>A consumer's own check, written from the Standard Webhooks text and not from our code.</summary>
internal static class Signature
{
    public static string Of(ReceivedWebhook received, string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var head = Encoding.UTF8.GetBytes($"{received.Headers["webhook-id"]}.{received.Headers["webhook-timestamp"]}.");
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. head, .. received.Body]))}";
    }
}
