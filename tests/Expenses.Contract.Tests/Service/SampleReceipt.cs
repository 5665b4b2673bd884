using System.Security.Cryptography;
using Expenses.Testing;

namespace Expenses.Contract.Tests.Service;

/// <summary>A receipt of the sample month.</summary>
internal static class SampleReceipt
{
    public static string Path { get; } = Directory.GetFiles(RepositoryRoot.File("samples", "month", "receipts"), "*.pdf").Order(StringComparer.Ordinal).First();

    public static string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path)));
}
