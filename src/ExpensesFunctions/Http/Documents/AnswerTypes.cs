using System.Collections.Frozen;
using Expenses.Connectors.Sandbox;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Core.Companies;
using ExpensesFunctions.Http.ApiKeys;
using ExpensesFunctions.Http.Capabilities;
using ExpensesFunctions.Http.Companies;
using ExpensesFunctions.Http.Configuration;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Data;
using ExpensesFunctions.Http.Datasets;
using ExpensesFunctions.Http.Integrations;
using ExpensesFunctions.Http.Pages;
using ExpensesFunctions.Http.Pages.Managing;
using ExpensesFunctions.Http.Push;
using ExpensesFunctions.Http.Receipts;
using ExpensesFunctions.Http.Reconciling;
using ExpensesFunctions.Http.Runs;
using ExpensesFunctions.Http.Syncs;
using ExpensesFunctions.Http.Transactions;
using ExpensesFunctions.Http.Webhooks;

namespace ExpensesFunctions.Http.Documents;

/// <summary>
/// What each function answers with when it succeeds, which its signature does not say: several shapes are several types, none
/// is an answer without JSON. A function that is not in here is described as answering with some JSON.
/// </summary>
internal static class AnswerTypes
{
    private static readonly FrozenDictionary<string, Type[]> Types = new Dictionary<string, Type[]>(StringComparer.Ordinal)
    {
        ["DeleteApiKey"] = [],
        ["DeleteCompany"] = [],
        ["DeleteDifferenceAcknowledgement"] = [],
        ["DeleteSandboxJournal"] = [],
        ["DeleteConnection"] = [],
        ["DeleteRule"] = [],
        ["DeleteWebhook"] = [],
        ["GetDocs"] = [],
        ["GetDeveloperPage"] = [typeof(HtmlPage)],
        ["GetPageAsset"] = [],
        ["GetLinkPage"] = [typeof(HtmlPage)],
        ["PostLinkPage"] = [typeof(HtmlPage)],
        ["GetCompanyPage"] = [typeof(HtmlPage)],
        ["PostCompanyDisconnect"] = [typeof(HtmlPage)],
        ["PostCompanyReconnect"] = [typeof(HtmlPage)],
        ["PostManagementLink"] = [typeof(ManagementLinkBody)],
        ["GetSandboxAttachment"] = [],
        ["PostDataAll"] = [],
        ["GetApiKeys"] = [typeof(ApiKeyList)],
        ["PostApiKey"] = [typeof(ApiKeyBody)],
        ["GetIntegrations"] = [typeof(Page<IntegrationEndpoints.IntegrationBody>)],
        ["GetIntegration"] = [typeof(IntegrationEndpoints.IntegrationBody)],
        ["GetDatasetOverlaps"] = [typeof(Page<OverlapReport.OverlapBody>)],
        ["GetErrorCodes"] = [typeof(ErrorCodeList)],
        ["GetHealth"] = [typeof(HealthBody)],
        ["GetCompanies"] = [typeof(Page<CompanyBody>)],
        ["PostCompany"] = [typeof(CompanyBody)],
        ["GetCompany"] = [typeof(CompanyBody)],
        ["PutCompany"] = [typeof(CompanyBody)],
        ["PatchCompany"] = [typeof(CompanyBody)],
        ["GetConnections"] = [typeof(Page<ConnectionBody>)],
        ["PostConnection"] = [typeof(ConnectionBody)],
        ["GetConnection"] = [typeof(ConnectionBody)],
        ["PatchConnection"] = [typeof(ConnectionBody)],
        ["PostPartnerExpenseConnection"] = [typeof(ConnectionBody)],
        ["GetConfiguration"] = [typeof(ConfigurationBody)],
        ["PostConfiguration"] = [typeof(ConfigurationBody)],
        ["GetCompanyInfo"] = [typeof(CompanyInfo.CompanyInfoBody)],
        ["GetSuppliers"] = [typeof(Page<SupplierBody>)],
        ["GetSupplier"] = [typeof(SupplierBody)],
        ["GetCustomers"] = [typeof(Page<CustomerBody>)],
        ["GetCustomer"] = [typeof(CustomerBody)],
        ["GetDataStatus"] = [typeof(IReadOnlyDictionary<string, DataStatuses.DataStatusBody>)],
        ["GetPullHistory"] = [typeof(Page<PullOperationBody>)],
        ["GetPullOperation"] = [typeof(PullOperationBody)],
        ["PostDataQueue"] = [typeof(PullOperationBody)],
        ["GetPushHistory"] = [typeof(Page<PushOperationBody>)],
        ["GetPushOperation"] = [typeof(PushOperationBody)],
        ["GetPushOptions"] = [typeof(PushOptions.PushOptionBody)],
        ["PostAccount"] = [typeof(PushOperationBody)],
        ["PostBankAccount"] = [typeof(PushOperationBody)],
        ["PostSupplier"] = [typeof(PushOperationBody)],
        ["PutSupplier"] = [typeof(PushOperationBody)],
        ["PostCustomer"] = [typeof(PushOperationBody)],
        ["PutCustomer"] = [typeof(PushOperationBody)],
        ["GetMappingOptions"] = [typeof(MappingOptionsBody)],
        ["PutReceipt"] = [typeof(ReceiptBody)],
        ["GetReceipt"] = [typeof(ReceiptBody)],
        ["PostAttachment"] = [typeof(Attachments.AttachmentBody)],
        ["PostAttachmentShort"] = [typeof(Attachments.AttachmentBody)],
        ["PostDataset"] = [typeof(TransactionCreation.DatasetCreated), typeof(TransactionCheck.Validated)],
        ["PostExpenseTransactions"] = [typeof(SyncCreated), typeof(TransactionCreation.DatasetCreated), typeof(TransactionCheck.Validated)],
        ["PutExpenseTransaction"] = [typeof(SyncCreated), typeof(TransactionCheck.Validated)],
        ["PutExpenseTransactionByBody"] = [typeof(SyncCreated), typeof(TransactionCheck.Validated)],
        ["PutTransferTransaction"] = [typeof(SyncCreated), typeof(TransactionCheck.Validated)],
        ["PostAdjustmentTransactions"] = [typeof(SyncCreated), typeof(TransactionCreation.DatasetCreated), typeof(TransactionCheck.Validated)],
        ["PostReimbursableExpenseTransactions"] = [typeof(SyncCreated), typeof(TransactionCreation.DatasetCreated), typeof(TransactionCheck.Validated)],
        ["PutReimbursableExpenseTransaction"] = [typeof(SyncCreated), typeof(TransactionCheck.Validated)],
        ["PostReimbursableExpenseTransactionsMisspelt"] = [typeof(SyncCreated), typeof(TransactionCreation.DatasetCreated), typeof(TransactionCheck.Validated)],
        ["PutReimbursableExpenseTransactionMisspelt"] = [typeof(SyncCreated), typeof(TransactionCheck.Validated)],
        ["GetDatasets"] = [typeof(Page<DatasetEndpoints.DatasetBody>)],
        ["GetDataset"] = [typeof(DatasetEndpoints.DatasetBody)],
        ["GetCapabilities"] = [typeof(CapabilitiesBody)],
        ["GetSyncSettings"] = [typeof(CompanySettings)],
        ["PutSyncSettings"] = [typeof(CompanySettings)],
        ["GetTransactionHistory"] = [typeof(Page<TransactionHistory.HistoryEntryBody>)],
        ["PostSync"] = [typeof(SyncCreated)],
        ["PostSyncRetry"] = [typeof(SyncStatusBody)],
        ["GetSyncStatus"] = [typeof(SyncStatusBody)],
        ["GetLatestSyncStatus"] = [typeof(SyncStatusBody)],
        ["GetLastSuccessfulSyncStatus"] = [typeof(SyncStatusBody)],
        ["GetSyncStatuses"] = [typeof(IReadOnlyList<SyncStatusBody>)],
        ["GetSyncTransactions"] = [typeof(Page<SyncTransactionBody>)],
        ["GetSyncTransactionsShort"] = [typeof(Page<SyncTransactionBody>)],
        ["GetSyncTransaction"] = [typeof(IReadOnlyList<SyncTransactionBody>)],
        ["GetSyncTransactionShort"] = [typeof(IReadOnlyList<SyncTransactionBody>)],
        ["GetReconciliation"] = [typeof(ReconciliationBody)],
        ["PutDifferenceAcknowledgement"] = [typeof(DifferenceBody)],
        ["PostReconciliation"] = [typeof(ReconciliationStarted)],
        ["PostRun"] = [typeof(RunAccepted)],
        ["GetRun"] = [typeof(RunBody)],
        ["GetRunExpenses"] = [typeof(Page<RunExpenseBody>)],
        ["GetSandboxJournals"] = [typeof(Page<SandboxJournal>)],
        ["GetSandboxFault"] = [typeof(SandboxFault)],
        ["PutSandboxFault"] = [typeof(SandboxFault)],
        ["GetSandboxTrialBalance"] = [typeof(SandboxTrialBalance)],
        ["GetRules"] = [typeof(Page<RuleBody>)],
        ["PostRule"] = [typeof(RuleBody)],
        ["GetRule"] = [typeof(RuleBody)],
        ["GetWebhooks"] = [typeof(ConsumerList)],
        ["PostWebhook"] = [typeof(ConsumerBody)],
        ["GetWebhook"] = [typeof(ConsumerBody)],
        ["PatchWebhook"] = [typeof(ConsumerBody)],
        ["PostWebhookSecret"] = [typeof(ConsumerBody)],
        ["GetWebhookEventTypes"] = [typeof(EventTypeList)],
        ["GetWebhookMessages"] = [typeof(MessageList)],
        ["GetWebhookMessage"] = [typeof(MessageBody)],
        ["PostWebhookMessageReplay"] = [typeof(DeliveryStarted)],
        ["PostWebhookTest"] = [typeof(DeliveryStarted)],
        ["PostWebhookReplay"] = [typeof(ReplayStarted)],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The shapes of a function's answer; null when they are not known.</summary>
    public static IReadOnlyList<Type>? Of(string function) => Types.GetValueOrDefault(function);
}
