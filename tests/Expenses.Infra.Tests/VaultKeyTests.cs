using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ExpensesFunctions.Webhooks.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.Infra.Tests;

/// <summary>The key ring wrapped by a vault: a vault of the test's own answers, with a real RSA key.</summary>
public sealed class VaultKeyTests : IDisposable
{
    private const string Key = "https://kv.vault.azure.net/keys/data-protection";

    private readonly FakeVault _vault = new();
    private readonly VaultKey _key;

    public VaultKeyTests() => _key = new VaultKey(new Uri(Key), new FixedCredential(), new Options(_vault));

    [Fact]
    public void RingKey_ComesBack_AndStandsNowhereInWhatIsStored()
    {
        var ring = new XElement("key", new XElement("masterKey", "a-secret-of-the-ring"));

        var stored = new VaultKeyEncryptor(_key).Encrypt(ring);

        Assert.Equal(typeof(VaultKeyDecryptor), stored.DecryptorType);
        Assert.DoesNotContain("a-secret-of-the-ring", stored.EncryptedElement.ToString(), StringComparison.Ordinal);
        Assert.True(XNode.DeepEquals(ring, Decrypt(stored.EncryptedElement)));
        Assert.Equal([$"{Key}/wrapkey?api-version=7.4", $"{Key}/v1/unwrapkey?api-version=7.4"], _vault.Asked);
        Assert.All(_vault.Authorizations, header => Assert.Equal("Bearer token for https://vault.azure.net/.default", header));
    }

    [Fact]
    public void DataProtection_WithTheRingWrapped_ReadsItsSecretsInAnotherProcess()
    {
        var folder = Directory.CreateTempSubdirectory("wrapped-ring-");
        using var first = Protection(folder);
        var kept = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("a webhook's secret");

        using var second = Protection(folder);
        Assert.Equal("a webhook's secret", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(kept));
        var file = Assert.Single(folder.GetFiles());
        Assert.Contains("vaultKey", File.ReadAllText(file.FullName), StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", File.ReadAllText(file.FullName), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("tag")]
    [InlineData("nonce")]
    public void ChangedBytes_AreNoticed(string part)
    {
        var stored = new VaultKeyEncryptor(_key).Encrypt(new XElement("key", "x")).EncryptedElement;
        var bytes = Convert.FromBase64String(part == "value" ? stored.Value : stored.Attribute(part)!.Value);
        bytes[0] ^= 1;
        if (part == "value")
        {
            stored.Value = Convert.ToBase64String(bytes);
        }
        else
        {
            stored.SetAttributeValue(part, Convert.ToBase64String(bytes));
        }

        Assert.ThrowsAny<CryptographicException>(() => Decrypt(stored));
    }

    [Theory]
    [InlineData("https://evil.example/keys/data-protection/v1")]
    [InlineData("https://kv.vault.azure.net/keys/other/v1")]
    [InlineData("https://kv.vault.azure.net/keys/data-protection-2/v1")]
    [InlineData("https://kv.vault.azure.net/keys/data-protection/../other/v1")]
    [InlineData("nothing")]
    public void AnotherKey_IsNeverAsked(string id)
    {
        var stored = new VaultKeyEncryptor(_key).Encrypt(new XElement("key", "x")).EncryptedElement;
        stored.SetAttributeValue("id", id);
        var asked = _vault.Asked.Count;

        Assert.Throws<InvalidOperationException>(() => Decrypt(stored));
        Assert.Equal(asked, _vault.Asked.Count);
    }

    [Fact]
    public void RefusalOfTheVault_IsAFailureWithItsStatus()
    {
        _vault.Refuses = true;

        Assert.Equal(403, Assert.Throws<RequestFailedException>(() => _key.Wrap([1, 2, 3])).Status);
    }

    public void Dispose() => _vault.Dispose();

    private ServiceProvider Protection(DirectoryInfo folder)
    {
        var services = new ServiceCollection().AddSingleton(_key);
        services.AddDataProtection().PersistKeysToFileSystem(folder);
        services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new VaultKeyEncryptor(_key));
        return services.BuildServiceProvider();
    }

    private XElement Decrypt(XElement stored)
    {
        using var services = new ServiceCollection().AddSingleton(_key).BuildServiceProvider();
        return new VaultKeyDecryptor(services).Decrypt(stored);
    }

    private sealed class Options : ClientOptions
    {
        public Options(FakeVault vault)
        {
            Transport = new HttpClientTransport(vault);
            Retry.MaxRetries = 0;
        }
    }

    private sealed class FixedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"token for {requestContext.Scopes.Single()}", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class FakeVault : HttpMessageHandler
    {
        private readonly RSA _rsa = RSA.Create(2048);

        public List<string> Asked { get; } = [];

        public List<string> Authorizations { get; } = [];

        public bool Refuses { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsoluteUri);
            Authorizations.Add(request.Headers.Authorization!.ToString());
            if (Refuses)
            {
                return new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden);
            }

            using var body = JsonDocument.Parse(request.Content!.ReadAsStream(cancellationToken));
            Assert.Equal("RSA-OAEP-256", body.RootElement.GetProperty("alg").GetString());
            var value = System.Buffers.Text.Base64Url.DecodeFromChars(body.RootElement.GetProperty("value").GetString());
            var result = request.RequestUri.AbsolutePath.EndsWith("/wrapkey", StringComparison.Ordinal)
                ? _rsa.Encrypt(value, RSAEncryptionPadding.OaepSHA256)
                : _rsa.Decrypt(value, RSAEncryptionPadding.OaepSHA256);
            return new HttpResponseMessage
            {
                Content = new StringContent(
                    $$"""{"kid":"{{Key}}/v1","value":"{{System.Buffers.Text.Base64Url.EncodeToString(result)}}"}""", Encoding.UTF8, "application/json"),
            };
        }

        protected override void Dispose(bool disposing)
        {
            _rsa.Dispose();
            base.Dispose(disposing);
        }
    }
}
