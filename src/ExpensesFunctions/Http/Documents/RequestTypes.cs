using System.Collections.Frozen;
using ExpensesFunctions.Http.Documents.Requests;

namespace ExpensesFunctions.Http.Documents;

/// <summary>What each function reads from a JSON body; several shapes are several types. A function that is not in here reads none.</summary>
internal static class RequestTypes
{
    private static readonly FrozenDictionary<string, Type[]> Types = new Dictionary<string, Type[]>(StringComparer.Ordinal)
    {
        ["PostCompany"] = [typeof(CompanyRequest)],
        ["PutCompany"] = [typeof(CompanyRequest)],
        ["PatchCompany"] = [typeof(CompanyUpdateRequest)],
        ["PostConnection"] = [typeof(ConnectionRequest)],
        ["PatchConnection"] = [typeof(ConnectionStatusRequest)],
        ["PostConfiguration"] = [typeof(ConfigurationRequest)],
        ["PostDataset"] = [typeof(DatasetRequest)],
        ["PostExpenseTransactions"] = [typeof(IReadOnlyList<ExpenseTransactionRequest>), typeof(DatasetRequest)],
        ["PutExpenseTransaction"] = [typeof(ExpenseUpdateRequest)],
        ["PutExpenseTransactionByBody"] = [typeof(ExpenseUpdateRequest)],
        ["PutTransferTransaction"] = [typeof(TransferRequest)],
        ["PostAdjustmentTransactions"] = [typeof(IReadOnlyList<AdjustmentRequest>)],
        ["PostReimbursableExpenseTransactions"] = [typeof(IReadOnlyList<ReimbursableExpenseRequest>)],
        ["PutReimbursableExpenseTransaction"] = [typeof(ReimbursableExpenseRequest)],
        ["PostReimbursableExpenseTransactionsMisspelt"] = [typeof(IReadOnlyList<ReimbursableExpenseRequest>)],
        ["PutReimbursableExpenseTransactionMisspelt"] = [typeof(ReimbursableExpenseRequest)],
        ["PostSync"] = [typeof(SyncRequest)],
        ["PutSyncSettings"] = [typeof(SyncSettingsRequest)],
        ["PostRun"] = [typeof(RunRequest)],
        ["PostAccount"] = [typeof(AccountRequest)],
        ["PostBankAccount"] = [typeof(BankAccountRequest)],
        ["PostSupplier"] = [typeof(SupplierRequest)],
        ["PutSupplier"] = [typeof(SupplierRequest)],
        ["PostCustomer"] = [typeof(CustomerRequest)],
        ["PutCustomer"] = [typeof(CustomerRequest)],
        ["PostWebhook"] = [typeof(WebhookRequest)],
        ["PatchWebhook"] = [typeof(WebhookSwitchRequest)],
        ["PostWebhookReplay"] = [typeof(ReplayRequest)],
        ["PostRule"] = [typeof(RuleRequest)],
        ["PostApiKey"] = [typeof(ApiKeyRequest)],
        ["PutDifferenceAcknowledgement"] = [typeof(AcknowledgementRequest)],
        ["PutSandboxFault"] = [typeof(SandboxFaultRequest)],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The shapes of a function's body; none when it reads no JSON or its shape is not described.</summary>
    public static IReadOnlyList<Type> Of(string function) => Types.GetValueOrDefault(function) ?? [];
}
