using Expenses.Core.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks.Secrets;

/// <summary>
/// Secrets at rest (design section 5), by ASP.NET Core Data Protection. Its key ring lives in the folder of setting
/// `Secrets:KeyFolder`, else in a blob container, where every instance of the app finds it.
/// </summary>
internal static class SecretProtection
{
    private const string ApplicationName = "ExpensesFunctions";

    public static IServiceCollection AddSecretProtection(this IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName(ApplicationName);
        if (configuration["Secrets:KeyFolder"] is { Length: > 0 } folder)
        {
            protection.PersistKeysToFileSystem(Created(folder));
        }
        else
        {
            services.AddSingleton<BlobKeyRing>();
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
                options => options.XmlRepository = provider.GetRequiredService<BlobKeyRing>()));
        }

        services.AddVaultProtection(configuration);
        services.TryAddSingleton<ISecretProtector, DataProtectionSecrets>();
        return services;
    }

    private static DirectoryInfo Created(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidOperationException("Setting 'Secrets:KeyFolder' is no folder that can be made or used.", failure);
        }
    }
}
