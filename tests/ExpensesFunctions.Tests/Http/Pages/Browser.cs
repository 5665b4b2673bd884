using System.Net;
using System.Text.RegularExpressions;

namespace ExpensesFunctions.Tests.Http.Pages;

/// <summary>A customer's browser without its screen: no API key, cookies of its own, and it does not follow redirects by itself.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http;

    public Browser(HttpApp app, string language = "en")
    {
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = app.Client.BaseAddress,
        };
        _http.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    public async Task<Visit> OpenAsync(string address)
    {
        using var response = await _http.GetAsync(address);
        return await Visit.OfAsync(response);
    }

    public async Task<Visit> SendAsync(string address, Dictionary<string, string> form, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        if (from is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", from);
        }

        using var response = await _http.SendAsync(request);
        return await Visit.OfAsync(response);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>What came back.</summary>
    internal sealed partial record Visit(HttpStatusCode Status, string Page, string Address, string? Location, IReadOnlyDictionary<string, string> Headers)
    {
        public string Heading => WebUtility.HtmlDecode(HeadingPart.Match(Page).Groups["text"].Value);

        /// <summary>Where the answer leads, whole.</summary>
        public string Target => new Uri(new Uri(Address), Location).ToString();

        public static async Task<Visit> OfAsync(HttpResponseMessage response) => new(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.RequestMessage!.RequestUri!.ToString(),
            response.Headers.Location?.OriginalString,
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

        /// <summary>The value of a form's hidden field.</summary>
        public string Field(string name) => Regex.Match(Page, $"name=\"{name}\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromMinutes(1)).Groups[1].Value;

        [GeneratedRegex("<h1>(?<text>[^<]*)</h1>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
        private static partial Regex HeadingPart { get; }
    }
}
