using System.Text.Json.Nodes;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Good request bodies, to be spoilt in one place.</summary>
internal static class Sample
{
    public static JsonObject Transaction(string? id = null) => new()
    {
        ["id"] = id ?? Guid.NewGuid().ToString("D"),
        ["type"] = "Payment",
        ["issueDate"] = "2024-05-21T00:00:00+00:00",
        ["currency"] = "GBP",
        ["merchantName"] = "Amazon UK",
        ["lines"] = new JsonArray(Line()),
    };

    public static JsonObject Line() => new()
    {
        ["netAmount"] = 110.42m,
        ["taxAmount"] = 14.43m,
        ["taxRateRef"] = Ref("vat"),
        ["accountRef"] = Ref("travel"),
    };

    public static JsonObject Ref(string id) => new() { ["id"] = id };

    /// <summary>The transaction after a change.</summary>
    public static JsonObject With(Action<JsonObject> change, string? id = null)
    {
        var transaction = Transaction(id);
        change(transaction);
        return transaction;
    }

    /// <summary>The transaction after a change to its only line.</summary>
    public static JsonObject WithLine(Action<JsonObject> change) => With(transaction => change(transaction["lines"]![0]!.AsObject()));

    public static string Dataset(params JsonObject[] transactions) => new JsonObject { ["items"] = new JsonArray([.. transactions]) }.ToJsonString();

    public static string Array(params JsonObject[] transactions) => new JsonArray([.. transactions]).ToJsonString();

    public static string Run(params JsonObject[] expenses) => new JsonObject { ["expenses"] = new JsonArray([.. expenses]) }.ToJsonString();

    public static string Configuration(string bankAccount = "bank", string supplier = "supplier", string customer = "customer") => new JsonObject
    {
        ["bankAccount"] = Ref(bankAccount),
        ["supplier"] = Ref(supplier),
        ["customer"] = Ref(customer),
    }.ToJsonString();
}
