using System.Net.Http.Headers;
using System.Text;
using Expenses.Connectors.Codat.Http;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Expenses.Connectors.Codat;

/// <summary>Registration of the remote account.</summary>
public static class CodatServices
{
    private const int LongestAnswer = 16 * 1024 * 1024;

    /// <summary>Adds the account's companies, its sync service under the key <see cref="CodatOptions.Section"/>, and its options.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">Settings; section <see cref="CodatOptions.Section"/> is checked at the start.</param>
    /// <returns>The builder of the HTTP client, for tests to put their own handler under it.</returns>
    public static IHttpClientBuilder AddCodatAccount(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CodatOptions>().Bind(configuration.GetSection(CodatOptions.Section)).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CodatOptions>, CodatOptionsRules>());
        services.AddSingleton(provider => new CodatHttpPolicies(
            OptionsOf(provider),
            provider.GetRequiredService<TimeProvider>(),
            Random.Shared,
            provider.GetRequiredService<ILogger<CodatHttpPolicies>>()));
        services.AddSingleton<CodatTransactions>();
        services.AddSingleton<CodatUploads>();
        services.AddSingleton<CodatAttacher>();
        services.AddKeyedSingleton<IExpenseSyncService, CodatSyncService>(CodatOptions.Section);
        services.AddSingleton<ICompanyDirectory>(provider => new CodatCompanies(
            provider.GetRequiredService<CodatClient>(), new ClientId(OptionsOf(provider).Client), provider.GetRequiredService<TimeProvider>()));

        // Singletons hold the client, so it is the connections that are renewed, not the handler.
        return services.AddHttpClient<CodatClient>((provider, http) => Configure(http, OptionsOf(provider)))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RedactLoggedHeaders(_ => true)
            .AddPolicyHandler((provider, request) => provider.GetRequiredService<CodatHttpPolicies>().For(request));
    }

    /// <summary>The webhook secrets in force; none when events are not taken.</summary>
    /// <param name="options">The options.</param>
    /// <returns>The secrets, `whsec_…`.</returns>
    public static IReadOnlyList<string> WebhookSecrets(this CodatOptions options) => CodatOptionsRules.SecretsOf(options);

    private static void Configure(HttpClient http, CodatOptions options)
    {
        http.BaseAddress = new Uri(options.BaseUrl.TrimEnd('/') + "/");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(options.ApiKey)));
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.MaxResponseContentBufferSize = LongestAnswer;

        // A body that stalls after its headers; each attempt has a shorter limit of its own.
        http.Timeout = (CodatHttpPolicies.Retries + 1) * (options.UploadTimeout + CodatHttpPolicies.LongestWait);
    }

    private static CodatOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<CodatOptions>>().Value;
}
