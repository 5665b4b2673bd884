using Expenses.Core.Webhooks;

namespace Expenses.Storage.Tests;

/// <summary>Stands for the key ring: what is kept is never what was given, and what was not kept by it cannot be opened.</summary>
internal sealed class ReversingProtector : ISecretProtector
{
    private const string Mark = "kept:";

    public string Protect(string secret) => Mark + new string([.. secret.Reverse()]);

    public string Unprotect(string kept) => kept.StartsWith(Mark, StringComparison.Ordinal)
        ? new([.. kept[Mark.Length..].Reverse()])
        : throw new System.Security.Cryptography.CryptographicException("That is not ours.");

    public byte[] Protect(byte[] content) => [.. content.Select(one => (byte)~one)];

    public byte[] Unprotect(byte[] kept) => Protect(kept);
}
