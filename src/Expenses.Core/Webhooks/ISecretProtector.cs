namespace Expenses.Core.Webhooks;

/// <summary>Encrypts secrets for storage (design section 5).</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts.</summary>
    /// <param name="secret">The secret.</param>
    /// <returns>Text that only this service's key ring opens.</returns>
    string Protect(string secret);

    /// <summary>Decrypts.</summary>
    /// <param name="kept">What <see cref="Protect(string)"/> gave.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is gone, or the text is not ours.</exception>
    string Unprotect(string kept);

    /// <summary>Encrypts bytes that hold a secret.</summary>
    /// <param name="content">The bytes.</param>
    /// <returns>Bytes that only this service's key ring opens; at most 200 more.</returns>
    byte[] Protect(byte[] content);

    /// <summary>Decrypts bytes.</summary>
    /// <param name="kept">What <see cref="Protect(byte[])"/> gave.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is gone, or the bytes are not ours.</exception>
    byte[] Unprotect(byte[] kept);
}
