using System.Net;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Bad input: refused in the contract's envelope, the value named, nothing stored, the service still there.</summary>
public sealed class MalformedRequestTests(HttpApp app) : IClassFixture<HttpApp>
{
    public static TheoryData<string> Names => [.. MalformedRequests.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Malformed_request_is_refused_by_name_and_stores_nothing(string name)
    {
        var malformed = MalformedRequests.All[name];
        var writesBefore = app.Log.Writes;
        using var message = malformed.ToMessage(app);

        using var response = await app.Client.SendAsync(message);

        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == malformed.Status, $"{(int)response.StatusCode} {text}");
        AssertEnvelope(response, JsonDocument.Parse(text).RootElement, malformed);
        Assert.Equal(writesBefore, app.Log.Writes);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync(app.Address(""))).StatusCode);
    }

    private static void AssertEnvelope(HttpResponseMessage response, JsonElement envelope, MalformedRequest malformed)
    {
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(malformed.Status, envelope.GetProperty("statusCode").GetInt32());
        Assert.Contains(envelope.GetProperty("service").GetString(), (string[])["PublicApi", "ClientsApi", "ExpenseSyncApi"]);
        Assert.NotEqual("", envelope.GetProperty("error").GetString());
        Assert.Contains(envelope.GetProperty("canBeRetried").GetString(), (string[])["True", "False", "Unknown"]);
        Assert.Equal(malformed.Status, envelope.GetProperty("detailedErrorCode").GetInt32() / 100);
        Assert.NotEmpty(envelope.GetProperty("help").GetProperty("fix").GetString()!);
        Assert.Equal(JsonValueKind.Array, envelope.GetProperty("validation").GetProperty("warnings").ValueKind);
        var correlationId = envelope.GetProperty("correlationId").GetString();
        Assert.Matches("^[0-9a-f]{32}$", correlationId);
        Assert.Equal(correlationId, response.Headers.GetValues("X-Correlation-Id").Single());
        var named = envelope.GetProperty("validation").GetProperty("errors").EnumerateArray().Select(item => item.GetProperty("itemId").GetString());
        Assert.Equal(malformed.ItemId is null ? [] : [malformed.ItemId], named);
        Assert.DoesNotContain("null", envelope.EnumerateObject().Select(property => property.Value.ValueKind.ToString()), StringComparer.OrdinalIgnoreCase);
    }
}
