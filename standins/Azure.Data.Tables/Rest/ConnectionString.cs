namespace Azure.Data.Tables.Rest;

/// <summary>What a storage connection string says about the Table service.</summary>
internal sealed record ConnectionString(Uri Endpoint, TableSharedKeyCredential Key, AzureSasCredential Sas)
{
    private const string DevelopmentAccount = "devstoreaccount1";

    // Published with every emulator; no secret.
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var settings = Settings(text);
        if (string.Equals(settings.GetValueOrDefault("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
        {
            var proxy = new UriBuilder(settings.GetValueOrDefault("DevelopmentStorageProxyUri") ?? "http://127.0.0.1");
            var endpoint = new Uri($"{proxy.Scheme}://{proxy.Host}:10002/{DevelopmentAccount}");
            return new ConnectionString(endpoint, new TableSharedKeyCredential(DevelopmentAccount, DevelopmentKey), null);
        }

        var account = settings.GetValueOrDefault("AccountName");
        return new ConnectionString(EndpointOf(settings, account), KeyOf(settings, account), SasOf(settings));
    }

    private static Dictionary<string, string> Settings(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !settings.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
            {
                throw new FormatException("The storage connection string is malformed: settings must be of the form 'name=value', each once.");
            }
        }

        return settings;
    }

    private static Uri EndpointOf(Dictionary<string, string> settings, string account)
    {
        if (settings.TryGetValue("TableEndpoint", out var explicitEndpoint))
        {
            return new Uri(explicitEndpoint);
        }

        if (account is null)
        {
            throw new FormatException("The storage connection string has neither TableEndpoint nor AccountName.");
        }

        var scheme = settings.GetValueOrDefault("DefaultEndpointsProtocol") ?? "https";
        var suffix = settings.GetValueOrDefault("EndpointSuffix") ?? "core.windows.net";
        return new Uri($"{scheme}://{account}.table.{suffix}");
    }

    private static TableSharedKeyCredential KeyOf(Dictionary<string, string> settings, string account) =>
        account is not null && settings.TryGetValue("AccountKey", out var key) ? new TableSharedKeyCredential(account, key) : null;

    private static AzureSasCredential SasOf(Dictionary<string, string> settings) =>
        settings.TryGetValue("SharedAccessSignature", out var signature) ? new AzureSasCredential(signature) : null;
}
