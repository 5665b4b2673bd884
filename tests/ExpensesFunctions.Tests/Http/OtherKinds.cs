using System.Text.Json.Nodes;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Good transactions of the kinds besides expenses, for tests to spoil.</summary>
internal static class OtherKinds
{
    public static JsonObject Transfer(Action<JsonObject>? change = null) => Changed(change, new JsonObject
    {
        ["description"] = "Top up",
        ["date"] = "2024-05-21",
        ["from"] = Side("bank", 100),
        ["to"] = Side("travel", 100),
    });

    public static JsonObject Adjustment(Action<JsonObject>? change = null) => Changed(change, new JsonObject
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["date"] = "2024-05-21T00:00:00Z",
        ["currency"] = "GBP",
        ["reference"] = "write-off",
        ["lines"] = new JsonArray(
            new JsonObject
            {
                ["amount"] = 25,
                ["accountRef"] = Sample.Ref("travel"),
                ["trackingRefs"] = new JsonArray(new JsonObject { ["id"] = "supplier", ["dataType"] = "suppliers" }),
            },
            new JsonObject { ["amount"] = -25, ["accountRef"] = Sample.Ref("bank"), ["description"] = "from the bank" }),
    });

    public static JsonObject Bill(string? id = null, Action<JsonObject>? change = null) => Changed(change, new JsonObject
    {
        ["id"] = id ?? Guid.NewGuid().ToString(),
        ["contactRef"] = Sample.Ref("supplier"),
        ["issueDate"] = "2024-05-21",
        ["dueDate"] = "2024-06-21",
        ["currency"] = "GBP",
        ["lines"] = new JsonArray(new JsonObject
        {
            ["description"] = "Taxi",
            ["netAmount"] = 20,
            ["accountRef"] = Sample.Ref("travel"),
            ["invoiceTo"] = new JsonObject { ["id"] = "customer", ["dataType"] = "customers" },
        }),
    });

    private static JsonObject Side(string account, decimal amount) => new() { ["accountRef"] = Sample.Ref(account), ["amount"] = amount };

    private static JsonObject Changed(Action<JsonObject>? change, JsonObject value)
    {
        change?.Invoke(value);
        return value;
    }
}
