using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>An account's endpoint and the pipeline that speaks to it; shared by a service client and its table clients.</summary>
internal sealed class TableConnection
{
    // "Not there" and "already there" are answers that some operations ask for; logs and traces must not call them errors.
    private static readonly StatusCodeClassifier MissingIsFine = new([200, 201, 202, 204, 404]);
    private static readonly StatusCodeClassifier ConflictIsFine = new([200, 201, 202, 204, 409]);
    private static readonly StatusCodeClassifier OnlySuccess = new([200, 201, 202, 204]);

    private readonly HttpPipeline _pipeline;
    private readonly string _version;

    private TableConnection(Uri endpoint, string accountName, HttpPipelinePolicy authentication, TableClientOptions options)
    {
        Endpoint = endpoint;
        AccountName = accountName ?? AccountIn(endpoint);
        options ??= new TableClientOptions();
        _version = options.VersionString;
        var pipelineOptions = new HttpPipelineOptions(options) { RequestFailedDetailsParser = new ErrorParser() };
        if (authentication is not null)
        {
            pipelineOptions.PerRetryPolicies.Add(authentication);
        }

        _pipeline = HttpPipelineBuilder.Build(pipelineOptions);
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public static TableConnection From(string connectionString, TableClientOptions options)
    {
        var parsed = ConnectionString.Parse(connectionString);
        return parsed.Key is null && parsed.Sas is not null ? From(parsed.Endpoint, parsed.Sas, options) : From(parsed.Endpoint, parsed.Key, options);
    }

    public static TableConnection From(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        new(Required(endpoint), credential?.AccountName, credential is null ? null : new SharedKeyPolicy(credential), options);

    public static TableConnection From(Uri endpoint, AzureSasCredential credential, TableClientOptions options) =>
        new(Required(endpoint), null, credential is null ? null : new SasPolicy(credential), options);

    public static TableConnection From(Uri endpoint, TokenCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var audience = options?.Audience ?? TableAudience.AzurePublicCloud;
        var scope = $"{audience.ToString().TrimEnd('/')}/.default";
        return new TableConnection(Required(endpoint), null, new BearerTokenAuthenticationPolicy(credential, scope), options);
    }

    /// <summary>A request to a path under the account, with the headers that every request has.</summary>
    public HttpMessage CreateMessage(RequestMethod method, string path, Tolerated tolerated = Tolerated.None)
    {
        var message = _pipeline.CreateMessage();
        message.ResponseClassifier = tolerated switch
        {
            Tolerated.Missing => MissingIsFine,
            Tolerated.Conflict => ConflictIsFine,
            _ => OnlySuccess,
        };
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(path.StartsWith('/') || Endpoint.AbsolutePath.EndsWith('/') ? path : $"/{path}", escape: false);
        request.Headers.SetValue("x-ms-version", _version);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue(HttpHeader.Names.Accept, Wire.MinimalMetadata);
        return message;
    }

    /// <summary>Sends with retries. Answers that the message does not tolerate become exceptions.</summary>
    public async Task<Response> SendAsync(HttpMessage message, bool async, CancellationToken cancellationToken)
    {
        if (async)
        {
            await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _pipeline.Send(message, cancellationToken);
        }

        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }

    // An IP address or localhost is an emulator, which has the account as the first segment of its path.
    private static string AccountIn(Uri endpoint) =>
        endpoint.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || !endpoint.Host.Contains('.', StringComparison.Ordinal)
            ? endpoint.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
            : endpoint.Host[..endpoint.Host.IndexOf('.', StringComparison.Ordinal)];

    private static Uri Required(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint;
    }
}
