using Expenses.Core.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace ExpensesFunctions.Webhooks.Secrets;

/// <inheritdoc />
/// <param name="provider">The key ring.</param>
internal sealed class DataProtectionSecrets(IDataProtectionProvider provider) : ISecretProtector
{
    private readonly IDataProtector _protector = provider.CreateProtector("Expenses.Secrets", "v1");

    /// <inheritdoc />
    public string Protect(string secret) => _protector.Protect(secret);

    /// <inheritdoc />
    public string Unprotect(string kept) => _protector.Unprotect(kept);

    /// <inheritdoc />
    public byte[] Protect(byte[] content) => _protector.Protect(content);

    /// <inheritdoc />
    public byte[] Unprotect(byte[] kept) => _protector.Unprotect(kept);
}
