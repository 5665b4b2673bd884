using System.Text.Json;
using Azure.Data.Tables;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Access;

/// <summary>The row of a keyed request. The answer's body goes over several properties, each of which holds 64 KiB at most.</summary>
internal static class KeyedRequestRows
{
    /// <summary>The largest body that is kept; a row holds 1 MiB.</summary>
    public const int MaxBody = 12 * Part;

    private const int Part = 60 * 1024;

    public static TableEntity Write(KeyedRequest request)
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
            row["Length"] = answer.Body.Length;
            for (var start = 0; start < answer.Body.Length; start += Part)
            {
                row[$"Body{start / Part}"] = answer.Body.Slice(start, Math.Min(Part, answer.Body.Length - start)).ToArray();
            }
        }

        return row;
    }

    public static KeyedRequest Read(ClientId client, string key, TableEntity row) => new()
    {
        Client = client,
        Key = key,
        Request = row.Text("Request"),
        Started = row.Instant("Started"),
        BodySha256 = row.GetString("BodySha256"),
        Answer = row.ContainsKey("StatusCode") ? ReadAnswer(row) : null,
        ETag = row.ETag.ToString(),
    };

    private static KeptAnswer ReadAnswer(TableEntity row)
    {
        var body = new byte[row.Number("Length")];
        for (var start = 0; start < body.Length; start += Part)
        {
            var part = row.GetBinary($"Body{start / Part}")
                ?? throw new InvalidDataException($"Row '{row.PartitionKey}', '{row.RowKey}' lacks a part of its body.");
            part.CopyTo(body, start);
        }

        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Text("Headers")) ?? [];
        return new KeptAnswer(row.Number("StatusCode"), row.Text("ContentType"), headers, body);
    }
}
