using Expenses.Core.Connectors;

namespace Expenses.Connectors.Matrix;

/// <summary>
/// What the contract says of each platform (codat-contract §4.3-§4.7), by platform key: where its pages disagree, the newest
/// document counts. A connector adds its requests' limits to its row. What no page documents is not taken.
/// </summary>
internal static class ContractMatrix
{
    public const string BusinessCentral = "trji";
    public const string FreeAgent = "fbrh";
    public const string NetSuite = "akxx";
    public const string QuickBooksDesktop = "pqsw";
    public const string QuickBooksOnline = "qhyg";
    public const string SageIntacct = "knfz";
    public const string Xero = "gbol";
    public const string ZohoBooks = "rwuv";

    private const string AllTypes = "Payment Refund Reward Chargeback";
    private const string MoneyBack = "Refund Reward Chargeback";

    /// <summary>The platforms it knows.</summary>
    public static IReadOnlyList<string> Platforms { get; } =
        [BusinessCentral, FreeAgent, NetSuite, QuickBooksDesktop, QuickBooksOnline, SageIntacct, Xero, ZohoBooks];

    /// <summary>A platform's capabilities.</summary>
    /// <param name="platformKey">Its key.</param>
    /// <param name="quota">What its requests are limited to; of that the contract says nothing.</param>
    /// <returns>The capabilities.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The contract has no row for it.</exception>
    public static PlatformCapabilities Of(string platformKey, RequestQuota quota)
    {
        var row = RowOf(platformKey);
        return row.ToCapabilities(quota) with { Attachments = ContractAttachments.Of(platformKey) };
    }

    private static MatrixRow RowOf(string platformKey) => platformKey switch
    {
        BusinessCentral => new MatrixRow(AllTypes, "YYNNN") { Expenses = "Y-", Drafts = true, SupplierPerTransaction = false },
        FreeAgent => new MatrixRow("Payment", "YNNNN")
        {
            Expenses = "YY", BankAccountUpdates = false, Bills = "YY", Transfers = "YY", TransferCurrencies = "YNNNN", TaxRates = false,
            AttachmentTypes = "Payment", BillAttachments = true,
        },
        NetSuite => new MatrixRow(AllTypes, "YYNYN") { CreditCurrencies = "YNNYN", Expenses = "YY", Bills = "YY", AttachmentTypes = "Payment Refund" },
        QuickBooksDesktop => new MatrixRow(AllTypes, "YYNYN")
        {
            CardOnlyTypes = MoneyBack, Expenses = "YY", Bills = "Y-", Transfers = "Y-", TransferCurrencies = "YNNNN", Adjustments = true,
            BillableLines = true, ItemLines = true, PayableAccounts = true,
        },
        QuickBooksOnline => new MatrixRow(AllTypes, "YYNYN")
        {
            Expenses = "YY", Bills = "YY", Transfers = "YY", TransferCurrencies = "YYYYN", BillableLines = true,
            AttachmentTypes = "Payment Refund", BillAttachments = true,
        },
        SageIntacct => new MatrixRow("Payment Refund", "YNNYN") { CardOnlyTypes = "Payment Refund", Expenses = "YY", Bills = "Y-" },
        Xero => new MatrixRow(AllTypes, "YYYYY")
        {
            Expenses = "YY", Transfers = "Y-", TransferCurrencies = "YYNNN", RefundsAgainstCustomer = true, AttachmentTypes = AllTypes,
        },
        ZohoBooks => new MatrixRow("Payment", "YNNNN") { Expenses = "YY", Bills = "YY", AttachmentTypes = "Payment", BillAttachments = true },
        _ => throw new ArgumentOutOfRangeException(nameof(platformKey), platformKey, "The contract has no row for this platform."),
    };
}

/// <summary>What a platform's requests are limited to.</summary>
/// <param name="BatchSize">Records in one request.</param>
/// <param name="RequestsPerWindow">Requests in a window.</param>
/// <param name="Window">The sliding window.</param>
/// <param name="ConcurrentRequests">Requests in flight for one connection.</param>
internal sealed record RequestQuota(int BatchSize, int RequestsPerWindow, TimeSpan Window, int ConcurrentRequests);
