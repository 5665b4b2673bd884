using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Webhooks.Secrets;

/// <summary>
/// Encrypts a key of the key ring: AES-256-GCM with a fresh key, which the vault wraps. The identifier of the wrapping key
/// is authenticated with it.
/// </summary>
internal sealed class VaultKeyEncryptor(VaultKey vault) : IXmlEncryptor
{
    /// <inheritdoc />
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        try
        {
            var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            var (id, wrapped) = vault.Wrap(key);
            var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
            var tag = new byte[AesGcm.TagByteSizes.MaxSize];
            var sealedBytes = new byte[plain.Length];
            using var aes = new AesGcm(key, tag.Length);
            aes.Encrypt(nonce, plain, sealedBytes, tag, Encoding.UTF8.GetBytes(id));
            CryptographicOperations.ZeroMemory(plain);
            return new EncryptedXmlInfo(
                new XElement(
                    "vaultKey",
                    new XAttribute("id", id),
                    new XAttribute("key", Convert.ToBase64String(wrapped)),
                    new XAttribute("nonce", Convert.ToBase64String(nonce)),
                    new XAttribute("tag", Convert.ToBase64String(tag)),
                    Convert.ToBase64String(sealedBytes)),
                typeof(VaultKeyDecryptor));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}

/// <summary>The other way. Data Protection makes it by its type, with the app's services.</summary>
internal sealed class VaultKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc />
    public XElement Decrypt(XElement encryptedElement)
    {
        var id = (string)encryptedElement.Attribute("id")!;
        var key = services.GetRequiredService<VaultKey>().Unwrap(id, Bytes(encryptedElement, "key"));
        try
        {
            var tag = Bytes(encryptedElement, "tag");
            var sealedBytes = Convert.FromBase64String(encryptedElement.Value);
            var plain = new byte[sealedBytes.Length];
            using var aes = new AesGcm(key, tag.Length);
            aes.Decrypt(Bytes(encryptedElement, "nonce"), sealedBytes, tag, plain, Encoding.UTF8.GetBytes(id));
            return XElement.Parse(Encoding.UTF8.GetString(plain));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Bytes(XElement element, string name) => Convert.FromBase64String((string)element.Attribute(name)!);
}
