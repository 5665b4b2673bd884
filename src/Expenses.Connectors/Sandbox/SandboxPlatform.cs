using Expenses.Core.Companies;
using Expenses.Core.Connectors;

namespace Expenses.Connectors.Sandbox;

/// <summary>The sandbox as a platform: a double-entry ledger of our own to try everything against.</summary>
public static class SandboxPlatform
{
    /// <summary>The platform key (codat-contract §5.2).</summary>
    public const string Key = "mqjo";

    /// <summary>The platform.</summary>
    public static AccountingPlatform Platform { get; } = new(
        Key,
        "Sandbox",
        SourceType.Accounting,
        "f1b3a5c2-0d4e-4c6a-9a7d-2b8e6f1c3d50",
        "c94d2e7b-5a16-4f83-b0c2-71e5d8a9f364");
}
