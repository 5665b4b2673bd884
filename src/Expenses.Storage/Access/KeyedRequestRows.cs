using System.Text.Json;
using Azure.Data.Tables;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Access;

/// <summary>
/// The row of a keyed request. The answer's body goes over several properties, each of which holds 64 KiB at most, and is
/// encrypted: some answers show a secret, such as a new consumer's, and they are the only place where it is kept readable.
/// </summary>
internal static class KeyedRequestRows
{
    /// <summary>The largest body that is kept; a row holds 1 MiB.</summary>
    public const int MaxBody = 12 * Part;

    private const int Part = 60 * 1024;
    private const string Encrypted = "Encrypted";

    public static TableEntity Write(KeyedRequest request, ISecretProtector protector)
    {
        var row = new TableEntity(KeyText.Encode(request.Client.Value), KeyText.Encode(request.Key))
        {
            ["Request"] = LongText.Cut(request.Request),
            ["Started"] = request.Started.ToUniversalTime(),
        };
        if (request.Answer is { } answer)
        {
            row["BodySha256"] = request.BodySha256;
            row["StatusCode"] = answer.StatusCode;
            row["ContentType"] = answer.ContentType;
            row["Headers"] = JsonSerializer.Serialize(answer.Headers);
            var kept = protector.Protect(answer.Body.ToArray());
            row[Encrypted] = true;
            row["Length"] = kept.Length;
            for (var start = 0; start < kept.Length; start += Part)
            {
                row[$"Body{start / Part}"] = kept[start..Math.Min(start + Part, kept.Length)];
            }
        }

        return row;
    }

    public static KeyedRequest Read(ClientId client, string key, TableEntity row, ISecretProtector protector) => new()
    {
        Client = client,
        Key = key,
        Request = row.Text("Request"),
        Started = row.Instant("Started"),
        BodySha256 = row.GetString("BodySha256"),
        Answer = row.ContainsKey("StatusCode") ? ReadAnswer(row, protector) : null,
        ETag = row.ETag.ToString(),
    };

    private static KeptAnswer ReadAnswer(TableEntity row, ISecretProtector protector)
    {
        var body = new byte[row.Number("Length")];
        for (var start = 0; start < body.Length; start += Part)
        {
            var part = row.GetBinary($"Body{start / Part}")
                ?? throw new InvalidDataException($"Row '{row.PartitionKey}', '{row.RowKey}' lacks a part of its body.");
            part.CopyTo(body, start);
        }

        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Text("Headers")) ?? [];
        return new KeptAnswer(row.Number("StatusCode"), row.Text("ContentType"), headers, row.GetBoolean(Encrypted) == true ? protector.Unprotect(body) : body);
    }
}
