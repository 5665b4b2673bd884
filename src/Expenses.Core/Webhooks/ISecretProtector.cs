namespace Expenses.Core.Webhooks;

/// <summary>Encrypts secrets for storage (design section 5).</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>Text that only this service's key ring opens.</returns>
    string Protect(string secret);

    /// <summary>Decrypts.</summary>
    /// <param name="kept">What <see cref="Protect"/> gave.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is gone, or the text is not ours.</exception>
    string Unprotect(string kept);
}
