using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

public sealed class AccessTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic !!!not base64!!!")]
    [InlineData("Basic a2V5LW9mLWNsaWVudC1h, Basic a2V5LW9mLWNsaWVudC1h")]
    [InlineData("Basic //79")]
    [InlineData("Basic c3RyYW5nZXI=")]
    [InlineData("Bearer stranger")]
    [InlineData("Digest key-of-client-a")]
    [InlineData("key-of-client-a")]
    public async Task Request_without_a_known_key_is_unauthorized(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Address(""));
        using var client = Anonymous();
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await client.SendAsync(request);

        var envelope = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Unauthorized", envelope.GetProperty("error").GetString());
        Assert.Equal(401, envelope.GetProperty("statusCode").GetInt32());
        Assert.NotEmpty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Unauthorized_caller_cannot_tell_which_paths_exist()
    {
        using var client = Anonymous();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/nothing-here")).StatusCode);
    }

    [Fact]
    public async Task Retired_key_is_forbidden()
    {
        using var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = HttpApp.Basic(HttpApp.RetiredKeyA);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(app.Address(""))).StatusCode);
    }

    [Theory]
    [InlineData("Basic", "a2V5LW9mLWNsaWVudC1h")]
    [InlineData("basic", "a2V5LW9mLWNsaWVudC1h")]
    [InlineData("Bearer", "key-of-client-a")]
    [InlineData("Bearer", "next-key-of-client-a")]
    public async Task Known_key_passes_in_either_scheme_and_while_it_is_rotated(string scheme, string parameter)
    {
        using var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, parameter);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(app.Address(""))).StatusCode);
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        using var client = Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);
    }

    private HttpClient Anonymous() => new() { BaseAddress = app.Client.BaseAddress };
}
