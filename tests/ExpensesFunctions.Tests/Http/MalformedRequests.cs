using System.Text.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ExpensesFunctions.Tests.Http;

/// <summary>The table of malformed requests, by what is wrong with them.</summary>
internal static class MalformedRequests
{
    private const string Company = "/companies/{company}";
    private const string Sync = Company + "/sync/expenses";
    private const string Data = Sync + "/data/expense-transactions";
    private const string Auto = Sync + "/expense-transactions";
    private const string Unknown = "0b5bd5f4-5f2c-4d2d-9f8e-0c5d5c1b1a11";
    private const string Completed = Sync + "/syncs/{sync}/transactions/" + HttpApp.CompletedTransaction + "/attachments";

    public static IReadOnlyDictionary<string, MalformedRequest> All { get; } = new[]
    {
        Json(), Companies(), Connections(), Configurations(), Transactions(), Lines(), TransactionLists(), OtherKindsOfTransaction(), Updates(), Syncs(), Attachments(), Receipts(), Runs(), Acknowledgements(),
    }.SelectMany(group => group).ToDictionary(entry => entry.Name, entry => entry.Request, StringComparer.Ordinal);

    private static (string Name, MalformedRequest Request)[] Json() =>
    [
        ("body is no JSON", MalformedRequest.Post("/companies", "name=x", 400, "body")),
        ("body is empty", MalformedRequest.Post("/companies", "", 400, "body")),
        ("body is cut off", MalformedRequest.Post("/companies", """{"name":"x" """, 400, "body")),
        ("body goes on after its end", MalformedRequest.Post("/companies", """{"name":"x"} {"name":"y"}""", 400, "body")),
        ("body has a comment", MalformedRequest.Post("/companies", """{"name":"x" /* y */}""", 400, "body")),
        ("property twice", MalformedRequest.Post("/companies", """{"name":"x","name":"y"}""", 400, "body")),
        ("property twice in other case", MalformedRequest.Post("/companies", """{"name":"x","Name":"y"}""", 400, "/Name")),
        ("33 levels", MalformedRequest.Post("/companies", $$"""{"name":"x","deep":{{new string('[', 32)}}{{new string(']', 32)}}}""", 400, "body")),
        ("invalid UTF-8", MalformedRequest.Post("/companies", "", 400, "body") with { Body = [.. "{\"name\":\"caf"u8, 0xE9, .. "\"}"u8] }),
        ("half a surrogate pair in a value", MalformedRequest.Post("/companies", """{"name":"\ud800"}""", 400, "/name")),
        ("half a surrogate pair in a name", MalformedRequest.Post("/companies", """{"name":"x","\ud800":1}""", 400, "body")),
        ("form instead of JSON", MalformedRequest.Post("/companies", "name=x", 415, "Content-Type") with { ContentType = "application/x-www-form-urlencoded" }),
        ("text instead of JSON", MalformedRequest.Post("/companies", """{"name":"x"}""", 415, "Content-Type") with { ContentType = "text/plain" }),
        ("JSON in another charset", MalformedRequest.Post("/companies", """{"name":"x"}""", 415, "Content-Type") with { ContentType = "application/json; charset=utf-16" }),
        ("content type that is none", MalformedRequest.Post("/companies", """{"name":"x"}""", 415, "Content-Type") with { ContentType = ";;;" }),
        ("10 MB and one byte", MalformedRequest.Post("/companies", "", 413, "body") with { Body = new byte[(10 * 1024 * 1024) + 1] }),
        ("unknown path", MalformedRequest.Get("/companys", 404)),
        ("wrong method", new MalformedRequest(HttpMethod.Delete, "/companies", 405)),
    ];

    private static (string Name, MalformedRequest Request)[] Companies() =>
    [
        ("company without a name", MalformedRequest.Post("/companies", "{}", 400, "/name")),
        ("company with a null name", MalformedRequest.Post("/companies", """{"name":null}""", 400, "/name")),
        ("company with an empty name", MalformedRequest.Post("/companies", """{"name":""}""", 400, "/name")),
        ("company name of forbidden characters only", MalformedRequest.Post("/companies", """{"name":"[]()<>"}""", 400, "/name")),
        ("company name is a number", MalformedRequest.Post("/companies", """{"name":7}""", 400, "/name")),
        ("company name of 256 characters", MalformedRequest.Post("/companies", $$"""{"name":"{{new string('x', 256)}}"}""", 400, "/name")),
        ("company description of 1001 characters", MalformedRequest.Post("/companies", $$"""{"name":"x","description":"{{new string('x', 1001)}}"}""", 400, "/description")),
        ("company body is an array", MalformedRequest.Post("/companies", "[]", 400, "body")),
        ("company id is no GUID", MalformedRequest.Get("/companies/not-a-guid", 404)),
        ("company id unknown", MalformedRequest.Get($"/companies/{Unknown}", 404)),
        ("idempotency key with a blank", MalformedRequest.Post("/companies", """{"name":"x"}""", 400, "Idempotency-Key") with { IdempotencyKey = "a b" }),
        ("idempotency key of 256 characters", MalformedRequest.Post("/companies", """{"name":"x"}""", 400, "Idempotency-Key") with { IdempotencyKey = new string('k', 256) }),
    ];

    private static (string Name, MalformedRequest Request)[] Connections() =>
    [
        ("connection body is a string", MalformedRequest.Post($"{Company}/connections", "\"mqjo\"", 400, "body")),
        ("connection without a platform", MalformedRequest.Post($"{Company}/connections", "{}", 400, "/platformKey")),
        ("connection to an unknown platform", MalformedRequest.Post($"{Company}/connections", """{"platformKey":"zzzz"}""", 400, "/platformKey")),
        ("second accounting connection", MalformedRequest.Post($"{Company}/connections", """{"platformKey":"mqjo"}""", 400, "/platformKey")),
        ("connection of an unknown company", MalformedRequest.Post($"/companies/{Unknown}/connections", """{"platformKey":"mqjo"}""", 404)),
        ("partner connection of an unknown company", MalformedRequest.Post($"/companies/{Unknown}/sync/expenses/connections/partnerExpense", "", 404)),
        ("connection id is no GUID", MalformedRequest.Get($"{Company}/connections/1", 404)),
        ("connection page 0", MalformedRequest.Get($"{Company}/connections?page=0", 400, "page")),
        ("connection query of nothing", MalformedRequest.Get($"{Company}/connections?query=colour%3Dred", 400, "query")),
        ("connection query without an operator", MalformedRequest.Get($"{Company}/connections?query=status", 400, "query")),
        ("connection order of nothing", MalformedRequest.Get($"{Company}/connections?orderBy=-colour", 400, "orderBy")),
        ("company page 0", MalformedRequest.Get("/companies?page=0", 400, "page")),
        ("company query of nothing", MalformedRequest.Get("/companies?query=colour%3Dred", 400, "query")),
        ("company tags as a range", MalformedRequest.Get("/companies?tags=region%3Euk", 400, "query")),
        ("company query too long", MalformedRequest.Get($"/companies?query=name%3D{new string('a', 2043)}", 400, "query")),
        ("replacement without a name", new MalformedRequest(HttpMethod.Put, Company, 400, "/name") { Body = "{}"u8.ToArray() }),
        ("update to an empty name", new MalformedRequest(HttpMethod.Patch, Company, 400, "/name") { Body = """{"name":"[]"}"""u8.ToArray() }),
        ("tags are no object", new MalformedRequest(HttpMethod.Patch, Company, 400, "/tags") { Body = """{"tags":["a"]}"""u8.ToArray() }),
        ("tag is no text", new MalformedRequest(HttpMethod.Patch, Company, 400, "/tags/a") { Body = """{"tags":{"a":1}}"""u8.ToArray() }),
        ("tag value of 101 characters", new MalformedRequest(HttpMethod.Patch, Company, 400, "/tags/a") { Body = Tags("a", 101) }),
        ("tag key of 28 characters", new MalformedRequest(HttpMethod.Patch, Company, 400, "/tags") { Body = Tags(new string('k', 28), 1) }),
        ("eleven tags", new MalformedRequest(HttpMethod.Patch, Company, 400, "/tags") { Body = Tags([.. Enumerable.Range(0, 11).Select(i => $"k{i}")]) }),
        ("company of an unknown platform", MalformedRequest.Post("/companies", """{"name":"A","platformType":"zzzz"}""", 400, "/platformType")),
        ("unlink without a status", new MalformedRequest(HttpMethod.Patch, Company + "/connections/{connection}", 400, "/status") { Body = "{}"u8.ToArray() }),
        ("unlink to another status", new MalformedRequest(HttpMethod.Patch, Company + "/connections/{connection}", 400, "/status") { Body = """{"status":"Linked"}"""u8.ToArray() }),
        ("unlink an unknown connection", new MalformedRequest(HttpMethod.Patch, $"{Company}/connections/{Unknown}", 404) { Body = """{"status":"Unlinked"}"""u8.ToArray() }),
    ];

    private static (string Name, MalformedRequest Request)[] Configurations() =>
    [
        ("config without a customer", MalformedRequest.Post($"{Sync}/config", """{"bankAccount":{"id":"bank"},"supplier":{"id":"supplier"}}""", 400, "/customer")),
        ("config with a bare id", MalformedRequest.Post($"{Sync}/config", """{"bankAccount":"bank","supplier":{"id":"supplier"},"customer":{"id":"customer"}}""", 400, "/bankAccount")),
        ("config with an empty id", MalformedRequest.Post($"{Sync}/config", Sample.Configuration(bankAccount: ""), 400, "/bankAccount/id")),
        ("config with an id of 101 characters", MalformedRequest.Post($"{Sync}/config", Sample.Configuration(supplier: new string('s', 101)), 400, "/supplier/id")),
        ("config with a control character", MalformedRequest.Post($"{Sync}/config", Sample.Configuration(customer: "a\u0000b"), 400, "/customer/id")),
        ("config with an unknown bank account", MalformedRequest.Post($"{Sync}/config", Sample.Configuration(bankAccount: "nowhere"), 400, "/bankAccount/id")),
        ("config with an account that is no bank account", MalformedRequest.Post($"{Sync}/config", Sample.Configuration(bankAccount: "travel"), 400, "/bankAccount/id")),
        ("config with a closed bank account", MalformedRequest.Post($"{Sync}/config", Sample.Configuration(bankAccount: "closed"), 400, "/bankAccount/id")),
        ("config with an unknown supplier", MalformedRequest.Post($"{Sync}/config", Sample.Configuration(supplier: "nobody"), 400, "/supplier/id")),
        ("config with an unknown customer", MalformedRequest.Post($"{Sync}/config", Sample.Configuration(customer: "nobody"), 400, "/customer/id")),
        ("config never set", MalformedRequest.Get($"{Sync}/config", 404)),
    ];

    private static (string Name, MalformedRequest Request)[] Transactions() =>
    [
        One("transaction without an id", "/items/0/id", transaction => transaction.Remove("id")),
        One("transaction id is no GUID", "/items/0/id", transaction => transaction["id"] = "123"),
        One("transaction id is a number", "/items/0/id", transaction => transaction["id"] = 123),
        One("transaction without a type", "/items/0/type", transaction => transaction.Remove("type")),
        One("transaction of an unknown type", "/items/0/type", transaction => transaction["type"] = "Gift"),
        One("transaction type by number", "/items/0/type", transaction => transaction["type"] = "0"),
        InArray("retired transfer type in the array form", "/0/type", "TransferIn"),
        InArray("retired adjustment type in the array form", "/0/type", "adjustmentOut"),
        One("transaction without a date", "/items/0/issueDate", transaction => transaction.Remove("issueDate")),
        One("date that is none", "/items/0/issueDate", transaction => transaction["issueDate"] = "2024-02-30"),
        One("date in another order", "/items/0/issueDate", transaction => transaction["issueDate"] = "21/05/2024"),
        One("fraction of eight digits", "/items/0/issueDate", transaction => transaction["issueDate"] = "2024-05-21T00:00:00.12345678Z"),
        One("transaction without a currency", "/items/0/currency", transaction => transaction.Remove("currency")),
        One("currency in small letters", "/items/0/currency", transaction => transaction["currency"] = "gbp"),
        One("currency that is none", "/items/0/currency", transaction => transaction["currency"] = "XYZ"),
        One("rate of zero", "/items/0/currencyRate", transaction => transaction["currencyRate"] = 0),
        One("rate below zero", "/items/0/currencyRate", transaction => transaction["currencyRate"] = -1.5m),
        One("rate of ten decimals", "/items/0/currencyRate", transaction => transaction["currencyRate"] = 1.0000000001m),
        One("rate as a string", "/items/0/currencyRate", transaction => transaction["currencyRate"] = "1.5"),
        One("contact without an id", "/items/0/contactRef/id", transaction => transaction["contactRef"] = new JsonObject { ["type"] = "Supplier" }),
        One("contact that is a customer", "/items/0/contactRef/type", transaction => transaction["contactRef"] = new JsonObject { ["id"] = "c", ["type"] = "Customer" }),
        One("bank account as a string", "/items/0/bankAccountRef", transaction => transaction["bankAccountRef"] = "bank"),
        One("merchant of 201 characters", "/items/0/merchantName", transaction => transaction["merchantName"] = new string('m', 201)),
        One("reference of 101 characters", "/items/0/reference", transaction => transaction["reference"] = new string('r', 101)),
        One("notes of 4001 characters", "/items/0/notes", transaction => transaction["notes"] = new string('n', 4001)),
        One("notes with a control character", "/items/0/notes", transaction => transaction["notes"] = "a\u0001b"),
        One("draft that is no flag", "/items/0/postAsDraft", transaction => transaction["postAsDraft"] = "yes"),
    ];

    private static (string Name, MalformedRequest Request)[] Lines() =>
    [
        One("no lines", "/items/0/lines", transaction => transaction.Remove("lines")),
        One("empty lines", "/items/0/lines", transaction => transaction["lines"] = new JsonArray()),
        One("101 lines", "/items/0/lines", transaction => transaction["lines"] = new JsonArray([.. Enumerable.Range(0, 101).Select(_ => Sample.Line())])),
        One("line that is no object", "/items/0/lines/0", transaction => transaction["lines"] = new JsonArray(7)),
        Line("line without an amount", "/items/0/lines/0/netAmount", line => line.Remove("netAmount")),
        Line("amount as a string", "/items/0/lines/0/netAmount", line => line["netAmount"] = "1.50"),
        Line("amount of five decimals", "/items/0/lines/0/netAmount", line => line["netAmount"] = 1.00001m),
        Line("amount above a million million", "/items/0/lines/0/netAmount", line => line["netAmount"] = 1_000_000_000_000.01m),
        Line("amount beyond decimal", "/items/0/lines/0/netAmount", line => line["netAmount"] = JsonNode.Parse("1e400")),
        Line("amount longer than decimal", "/items/0/lines/0/taxAmount", line => line["taxAmount"] = JsonNode.Parse("1." + new string('0', 60) + "1")),
        Line("item and account", "/items/0/lines/0/itemRef", line => line["itemRef"] = Sample.Ref("item")),
        Line("neither item nor account", "/items/0/lines/0/accountRef", line => line.Remove("accountRef")),
        Line("tax rate without an id", "/items/0/lines/0/taxRateRef/id", line => line["taxRateRef"] = new JsonObject()),
        Line("11 tracking references", "/items/0/lines/0/trackingRefs", line => line["trackingRefs"] = new JsonArray([.. Enumerable.Range(0, 11).Select(number => Sample.Ref($"t{number}"))])),
        Line("tracking of an unknown kind", "/items/0/lines/0/trackingRefs/0/dataType", line => line["trackingRefs"] = new JsonArray(new JsonObject { ["id"] = "t", ["dataType"] = "suppliers" })),
        Line("billed to a supplier", "/items/0/lines/0/invoiceTo/type", line => line["invoiceTo"] = new JsonObject { ["id"] = "c", ["type"] = "supplier" }),
    ];

    private static (string Name, MalformedRequest Request)[] TransactionLists() =>
    [
        ("dataset without items", MalformedRequest.Post(Data, "{}", 400, "/items")),
        ("dataset with items that are no array", MalformedRequest.Post(Data, """{"items":{}}""", 400, "/items")),
        ("dataset as an array", MalformedRequest.Post(Data, Sample.Array(Sample.Transaction()), 400, "body")),
        ("dataset with a null entry", MalformedRequest.Post(Data, """{"items":[null]}""", 400, "/items/0")),
        ("dataset with one id twice", MalformedRequest.Post(Data, Sample.Dataset(Sample.Transaction(Unknown), Sample.Transaction(Unknown.ToUpperInvariant())), 400, "/items/1/id")),
        ("dataset of 10,001", MalformedRequest.Post(Data, $$"""{"items":[{{string.Join(',', Enumerable.Repeat("0", 10_001))}}]}""", 400, "/items")),
        ("empty array", MalformedRequest.Post(Auto, "[]", 400, "body")),
        ("array of 51", MalformedRequest.Post(Auto, Sample.Array([.. Enumerable.Range(0, 51).Select(_ => Sample.Transaction())]), 400, "body")),
        ("fault in the second of an array", MalformedRequest.Post(Auto, Sample.Array(Sample.Transaction(), Sample.With(transaction => transaction["currency"] = "xx")), 400, "/1/currency")),
        ("neither object nor array", MalformedRequest.Post(Auto, "7", 400, "body")),
        ("transactions of an unknown company", MalformedRequest.Post($"/companies/{Unknown}/sync/expenses/data/expense-transactions", Sample.Dataset(Sample.Transaction()), 404)),
    ];

    private static (string Name, MalformedRequest Request)[] OtherKindsOfTransaction() =>
    [
        ("transfer id is no GUID", Put("transfer-transactions/1", OtherKinds.Transfer(), 400, "transactionId")),
        ("transfer without a date", Put($"transfer-transactions/{Unknown}", OtherKinds.Transfer(value => value.Remove("date")), 400, "/date")),
        ("transfer from nowhere", Put($"transfer-transactions/{Unknown}", OtherKinds.Transfer(value => value.Remove("from")), 400, "/from")),
        ("transfer of nothing", Put($"transfer-transactions/{Unknown}", OtherKinds.Transfer(value => value["to"]!["amount"] = 0), 400, "/to/amount")),
        ("transfer without an account", Put($"transfer-transactions/{Unknown}", OtherKinds.Transfer(value => value["to"]!.AsObject().Remove("accountRef")), 400, "/to/accountRef")),
        ("transfer description of 1001 characters", Put($"transfer-transactions/{Unknown}", OtherKinds.Transfer(value => value["description"] = new string('d', 1001)), 400, "/description")),
        ("transfer to an unknown company", new MalformedRequest(HttpMethod.Put, $"/companies/{Unknown}/sync/expenses/transfer-transactions/{Unknown}", 404) { Body = Encoding.UTF8.GetBytes(OtherKinds.Transfer().ToJsonString()) }),
        ("adjustment outside of an array", MalformedRequest.Post($"{Sync}/adjustment-transactions", OtherKinds.Adjustment().ToJsonString(), 400, "body")),
        ("no adjustments", MalformedRequest.Post($"{Sync}/adjustment-transactions", "[]", 400, "body")),
        ("51 adjustments", MalformedRequest.Post($"{Sync}/adjustment-transactions", Many(51, () => OtherKinds.Adjustment()), 400, "body")),
        ("adjustment line without an account", Adjustment("/0/lines/0/accountRef", line => line.Remove("accountRef"))),
        ("adjustment line without an amount", Adjustment("/0/lines/0/amount", line => line.Remove("amount"))),
        ("adjustment tag of an unknown kind", Adjustment("/0/lines/0/trackingRefs/0/dataType", line => line["trackingRefs"]![0]!["dataType"] = "items")),
        ("reimbursement without an employee", Bill("/0/contactRef", bill => bill.Remove("contactRef"))),
        ("reimbursement without a due date", Bill("/0/dueDate", bill => bill.Remove("dueDate"))),
        ("reimbursement without lines", Bill("/0/lines", bill => bill.Remove("lines"))),
        ("reimbursement tagged with a supplier", Bill("/0/lines/0/trackingRefs/0/dataType", bill => bill["lines"]![0]!["trackingRefs"] = new JsonArray(new JsonObject { ["id"] = "s", ["dataType"] = "suppliers" }))),
        ("reimbursement line description of 1001 characters", Bill("/0/lines/0/description", bill => bill["lines"]![0]!["description"] = new string('d', 1001))),
        ("51 reimbursements", MalformedRequest.Post($"{Sync}/reimbursable-expense-transactions", Many(51, () => OtherKinds.Bill()), 400, "body")),
    ];

    private static (string Name, MalformedRequest Request)[] Updates() =>
    [
        ("update without a type", Put($"expense-transactions/{Unknown}", Sample.With(value => value.Remove("type")), 400, "/type")),
        ("update without a date", Put($"expense-transactions/{Unknown}", Sample.With(value => value.Remove("issueDate")), 400, "/issueDate")),
        ("update with no lines", Put($"expense-transactions/{Unknown}", Sample.With(value => value["lines"] = new JsonArray()), 400, "/lines")),
        ("update without an id anywhere", Put("expense-transactions", Sample.With(value => value.Remove("id")), 400, "/id")),
        ("update of an unknown expense", Put($"expense-transactions/{Unknown}", Sample.Transaction(), 404)),
        ("update of a reimbursement without a currency", Put($"reimbursable-expense-transactions/{Unknown}", OtherKinds.Bill(change: value => value.Remove("currency")), 400, "/currency")),
        ("update of an unknown reimbursement", Put($"reimbursable-expense-transactions/{Unknown}", OtherKinds.Bill(), 404)),
        ("settings that are no flag", Put("settings", new JsonObject { ["syncOnCreate"] = 1 }, 400, "/syncOnCreate")),
        ("dataset that is not there", new MalformedRequest(HttpMethod.Delete, $"{Sync}/datasets/{Unknown}", 404)),
    ];

    private static MalformedRequest Put(string path, JsonObject body, int status, string? itemId = null) =>
        new(HttpMethod.Put, $"{Sync}/{path}", status, itemId) { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };

    private static MalformedRequest Adjustment(string itemId, Action<JsonObject> spoil) => MalformedRequest.Post(
        $"{Sync}/adjustment-transactions", new JsonArray(OtherKinds.Adjustment(value => spoil(value["lines"]![0]!.AsObject()))).ToJsonString(), 400, itemId);

    private static MalformedRequest Bill(string itemId, Action<JsonObject> spoil) => MalformedRequest.Post(
        $"{Sync}/reimbursable-expense-transactions", new JsonArray(OtherKinds.Bill(change: spoil)).ToJsonString(), 400, itemId);

    private static string Many(int count, Func<JsonObject> one) =>
        new JsonArray([.. Enumerable.Range(0, count).Select(_ => one())]).ToJsonString();

    private static (string Name, MalformedRequest Request)[] Syncs() =>
    [
        ("sync without datasets", MalformedRequest.Post($"{Sync}/syncs", "{}", 400, "/datasetIds")),
        ("sync of no dataset", MalformedRequest.Post($"{Sync}/syncs", """{"datasetIds":[]}""", 400, "/datasetIds")),
        ("sync of a dataset id that is no GUID", MalformedRequest.Post($"{Sync}/syncs", """{"datasetIds":["x"]}""", 400, "/datasetIds/0")),
        ("sync of one dataset twice", MalformedRequest.Post($"{Sync}/syncs", $$"""{"datasetIds":["{{Unknown}}","{{Unknown}}"]}""", 400, "/datasetIds/1")),
        ("sync of an unknown dataset", MalformedRequest.Post($"{Sync}/syncs", $$"""{"datasetIds":["{{Unknown}}"]}""", 404)),
        ("status of an unknown sync", MalformedRequest.Get($"{Sync}/syncs/{Unknown}/status", 404)),
        ("status of a sync id that is no GUID", MalformedRequest.Get($"{Sync}/syncs/newest/status", 404)),
        ("retry of an unknown sync", MalformedRequest.Post($"{Sync}/syncs/{Unknown}/retry", "", 404)),
        ("transactions of an unknown sync", MalformedRequest.Get($"{Sync}/syncs/{Unknown}/transactions", 404)),
        ("page size 5001", MalformedRequest.Get(Sync + "/syncs/{sync}/transactions?pageSize=5001", 400, "pageSize")),
        ("page size 0", MalformedRequest.Get(Sync + "/syncs/{sync}/transactions?pageSize=0", 400, "pageSize")),
        ("page that is no number", MalformedRequest.Get(Sync + "/syncs/{sync}/transactions?page=one", 400, "page")),
        ("page given twice", MalformedRequest.Get(Sync + "/syncs/{sync}/transactions?page=1&page=2", 400, "page")),
        ("page with a sign", MalformedRequest.Get(Sync + "/syncs/{sync}/transactions?page=%2B1", 400, "page")),
        ("page beyond an int", MalformedRequest.Get(Sync + "/syncs/{sync}/transactions?page=2147483648", 400, "page")),
        ("transaction not in the sync", MalformedRequest.Get(Sync + "/syncs/{sync}/transactions/" + Unknown, 404)),
    ];

    private static (string Name, MalformedRequest Request)[] Acknowledgements() =>
    [
        Acknowledgement("without a body", "", 400, "body"),
        Acknowledgement("that is an array", "[]", 400, "body"),
        Acknowledgement("without a reason", """{"acknowledgedBy":"Ada"}""", 400, "/reason"),
        Acknowledgement("of a blank reason", """{"reason":" ","acknowledgedBy":"Ada"}""", 400, "/reason"),
        Acknowledgement("of a reason that is a number", """{"reason":1,"acknowledgedBy":"Ada"}""", 400, "/reason"),
        Acknowledgement("of a reason of 1001 characters", $$"""{"reason":"{{new string('r', 1001)}}","acknowledgedBy":"Ada"}""", 400, "/reason"),
        Acknowledgement("by nobody", """{"reason":"Known."}""", 400, "/acknowledgedBy"),
        Acknowledgement("by an empty name", """{"reason":"Known.","acknowledgedBy":""}""", 400, "/acknowledgedBy"),
        Acknowledgement("by a name of 201 characters", $$"""{"reason":"Known.","acknowledgedBy":"{{new string('n', 201)}}"}""", 400, "/acknowledgedBy"),
        Acknowledgement("by a control character", """{"reason":"Known.","acknowledgedBy":"A\u0000"}""", 400, "/acknowledgedBy"),
        Acknowledgement("of an unknown difference", """{"reason":"Known.","acknowledgedBy":"Ada"}""", 404),
        Acknowledgement("of a difference id that is no GUID", """{"reason":"Known.","acknowledgedBy":"Ada"}""", 404, difference: "first"),
    ];

    private static (string Name, MalformedRequest Request) Acknowledgement(string what, string body, int status, string? itemId = null, string difference = Unknown) =>
        ($"acknowledgement {what}", new MalformedRequest(HttpMethod.Put, $"{Sync}/reconciliation/differences/{difference}/acknowledgement", status, itemId)
        {
            Body = Encoding.UTF8.GetBytes(body),
        });

    private static (string Name, MalformedRequest Request)[] Attachments() =>
    [
        ("attachment to a failed transaction", File(Sync + "/syncs/{sync}/transactions/" + HttpApp.FailedTransaction + "/attachments?fileName=r.pdf", "x", 400, "transactionId")),
        ("attachment to an unknown transaction", File(Sync + "/syncs/{sync}/transactions/" + Unknown + "/attachments?fileName=r.pdf", "x", 404)),
        ("attachment in an unknown sync", File($"{Sync}/syncs/{Unknown}/transactions/{HttpApp.CompletedTransaction}/attachments?fileName=r.pdf", "x", 404)),
        ("attachment without a name", File(Completed, "x", 400, "fileName")),
        ("attachment without content", File(Completed + "?fileName=r.pdf", "", 400, "file")),
        ("attachment of a type not taken", File(Completed + "?fileName=r.exe", "x", 400, "fileName")),
        ("attachment one byte too large", File(Completed + "?fileName=r.pdf", new string('x', 4097), 400, "file")),
        ("attachment name of 256 characters", File(Completed + "?fileName=" + new string('n', 252) + ".pdf", "x", 400, "fileName")),
        ("attachment name with a control character", File(Completed + "?fileName=a%01.pdf", "x", 400, "fileName")),
        ("multipart without a boundary", File(Completed, "x", 400, "Content-Type") with { ContentType = "multipart/form-data" }),
        ("multipart cut off", Form("--b\r\nContent-Disposition: form-data; name=file; filename=r.pdf\r\n\r\nhalf", "body")),
        ("multipart cut off in a header", Form("--b\r\nContent-Dispo", "body")),
        ("multipart cut off behind its file", Form("--b\r\nContent-Disposition: form-data; name=file; filename=r.pdf\r\n\r\n%PDF-1.7\r\n--b\r\nContent-Dispo", "body")),
        ("multipart with two files", Form("--b\r\nContent-Disposition: form-data; name=file; filename=r.pdf\r\n\r\n%PDF-1.7\r\n--b\r\nContent-Disposition: form-data; name=file; filename=s.pdf\r\n\r\n%PDF-1.7\r\n--b--\r\n", "file")),
        ("multipart without a file", Form("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--b--\r\n", "file")),
        ("multipart with a JSON part only", Form("--b\r\nContent-Disposition: form-data; name=\"a.json\"\r\nContent-Type: application/json\r\n\r\n{}\r\n--b--\r\n", "file")),
        ("multipart with an empty file", Form("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.pdf\"\r\n\r\n\r\n--b--\r\n", "file")),
        ("multipart of 21 parts", Form(string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nx\r\n", 21)) + "--b--\r\n", "body")),
        ("nameless part without a name anywhere", Form("--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nhello\r\n--b--\r\n", "fileName")),
        ("nameless bytes that are none", Form("--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n37,80,999\r\n--b\r\nContent-Disposition: form-data; name=\"requestBody\"\r\n\r\nr.pdf\r\n--b--\r\n", "body")),
    ];

    private static (string Name, MalformedRequest Request)[] Receipts() =>
    [
        ("receipt id with a blank", Put("a%20b?fileName=r.pdf", "x", 400, "receiptId")),
        ("receipt id of 101 characters", Put(new string('r', 101) + "?fileName=r.pdf", "x", 400, "receiptId")),
        ("receipt id that begins with a dot", Put(".hidden?fileName=r.pdf", "x", 400, "receiptId")),
        ("receipt without a name", Put("new", "x", 400, "fileName")),
        ("receipt without content", Put("new?fileName=r.pdf", "", 400, "file")),
        ("receipt one byte too large", Put("new?fileName=r.pdf", new string('x', 4097), 400, "file")),
        ("receipt in a multipart body", Put("new?fileName=r.pdf", "--b--", 415, "Content-Type") with { ContentType = "multipart/form-data; boundary=b" }),
        ("other bytes under a receipt's id", Put(HttpApp.Receipt + "?fileName=r.pdf", "%PDF-1.7 other", 409)),
        ("receipt unknown", MalformedRequest.Get($"{Sync}/receipts/unknown", 404)),
        ("receipt id malformed on reading", MalformedRequest.Get($"{Sync}/receipts/a%20b", 404)),
    ];

    private static (string Name, MalformedRequest Request)[] Runs() =>
    [
        ("run without an idempotency key", MalformedRequest.Post($"{Sync}/runs", Sample.Run(Sample.Transaction()), 400, "Idempotency-Key")),
        ("run without expenses", Run("{}", "/expenses")),
        ("run of no expense", Run(Sample.Run(), "/expenses")),
        ("run of 10,001 expenses", Run($$"""{"expenses":[{{string.Join(',', Enumerable.Repeat("0", 10_001))}}]}""", "/expenses")),
        ("run with a fault in one expense", Run(Sample.Run(Sample.Transaction(), Sample.WithLine(line => line["netAmount"] = "1")), "/expenses/1/lines/0/netAmount")),
        ("run with one id twice", Run(Sample.Run(Sample.Transaction(Unknown), Sample.Transaction(Unknown)), "/expenses/1/id")),
        ("run with a receipt nobody uploaded", Run(Sample.Run(Sample.With(expense => expense["receiptIds"] = new JsonArray(HttpApp.Receipt, "nowhere"))), "/expenses/0/receiptIds/1")),
        ("run with one receipt twice on an expense", Run(Sample.Run(Sample.With(expense => expense["receiptIds"] = new JsonArray(HttpApp.Receipt, HttpApp.Receipt))), "/expenses/0/receiptIds/1")),
        ("run with four receipts where three fit", Run(Sample.Run(Sample.With(expense => expense["receiptIds"] = new JsonArray("a", "b", "c", "d"))), "/expenses/0/receiptIds")),
        ("run with a malformed receipt id", Run(Sample.Run(Sample.With(expense => expense["receiptIds"] = new JsonArray("../x"))), "/expenses/0/receiptIds/0")),
        ("run unknown", MalformedRequest.Get($"{Sync}/runs/{Unknown}", 404)),
        ("run page 0", MalformedRequest.Get(Sync + "/runs/{run}/expenses?page=0", 400, "page")),
    ];

    private static (string Name, MalformedRequest Request) One(string name, string itemId, Action<JsonObject> spoil) =>
        (name, MalformedRequest.Post(Data, Sample.Dataset(Sample.With(spoil)), 400, itemId));

    private static (string Name, MalformedRequest Request) InArray(string name, string itemId, string type) =>
        (name, MalformedRequest.Post($"{Sync}/expense-transactions", Sample.Array(Sample.With(transaction => transaction["type"] = type)), 400, itemId));

    private static (string Name, MalformedRequest Request) Line(string name, string itemId, Action<JsonObject> spoil) =>
        (name, MalformedRequest.Post(Data, Sample.Dataset(Sample.WithLine(spoil)), 400, itemId));

    private static MalformedRequest File(string path, string content, int status, string? itemId = null) =>
        MalformedRequest.Post(path, content, status, itemId) with { ContentType = "application/octet-stream" };

    private static MalformedRequest Form(string content, string itemId) =>
        MalformedRequest.Post(Completed, content, 400, itemId) with { ContentType = "multipart/form-data; boundary=b" };

    private static MalformedRequest Put(string pathAndQuery, string content, int status, string? itemId = null) =>
        new(HttpMethod.Put, $"{Sync}/receipts/{pathAndQuery}", status, itemId)
        {
            Body = Encoding.UTF8.GetBytes(content),
            ContentType = "application/pdf",
        };

    private static MalformedRequest Run(string body, string itemId) =>
        MalformedRequest.Post($"{Sync}/runs", body, 400, itemId) with { IdempotencyKey = "malformed" };

    private static byte[] Tags(string key, int length) => JsonSerializer.SerializeToUtf8Bytes(
        new { tags = new Dictionary<string, string> { [key] = new string('v', length) } });

    private static byte[] Tags(params string[] keys) => JsonSerializer.SerializeToUtf8Bytes(new { tags = keys.ToDictionary(key => key, _ => "v") });
}
