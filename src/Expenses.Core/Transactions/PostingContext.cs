using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Transactions;

/// <summary>What the posting of a company's transactions is decided by.</summary>
/// <param name="Company">Whose transactions they are.</param>
/// <param name="Configuration">The company's defaults; null when none were set.</param>
/// <param name="Reference">What the accounting software holds.</param>
/// <param name="Capabilities">What the platform can do.</param>
public sealed record PostingContext(
    CompanyKey Company,
    CompanyConfiguration? Configuration,
    ReferenceIndex Reference,
    PlatformCapabilities Capabilities);
