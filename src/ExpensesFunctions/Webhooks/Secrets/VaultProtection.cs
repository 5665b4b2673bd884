using Azure.Core;
using Azure.Identity;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks.Secrets;

/// <summary>
/// Wraps the key ring with the vault key of setting `Secrets:KeyVaultKey`, as the identity of `Secrets:ClientId`. Without the
/// setting the ring is kept as it is, which is for one machine.
/// </summary>
internal static class VaultProtection
{
    public static IServiceCollection AddVaultProtection(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["Secrets:KeyVaultKey"] is not { Length: > 0 } setting)
        {
            return services;
        }

        var key = Checked(setting);
        var client = configuration["Secrets:ClientId"];
        services.AddSingleton(_ => new VaultKey(
            key, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = client }), new VaultRequests()));
        return services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlEncryptor = new VaultKeyEncryptor(provider.GetRequiredService<VaultKey>())));
    }

    private static Uri Checked(string setting) =>
        Uri.TryCreate(setting, UriKind.Absolute, out var key) && key is { Scheme: "https", Query: "" } && key.Segments is [_, "keys/", _]
            ? key
            : throw new InvalidOperationException("Setting 'Secrets:KeyVaultKey' is not the address of a vault's key: https://VAULT/keys/NAME.");

    private sealed class VaultRequests : ClientOptions;
}
