using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Reconciling;

/// <summary>What reconciliations log: ids and counts, never amounts or names. infra/modules/alerts.bicep looks for 5002 and 5003.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 5001,
        Level = LogLevel.Information,
        Message = "Reconciliation {ReconciliationId} of company {CompanyId} found no difference in {Entries} entries, {Unverified} of them unverified")]
    public static partial void Reconciled(this ILogger logger, string reconciliationId, string companyId, int entries, int unverified);

    [LoggerMessage(
        EventId = 5002,
        Level = LogLevel.Warning,
        Message = "Reconciliation {ReconciliationId} of company {CompanyId} found drift: {Drift} differences in {Entries} entries ({Missing} missing, {Doubled} doubled, {Amounts} amounts, {NotRecorded} not recorded, {Attachments} attachments)")]
    public static partial void DriftFound(
        this ILogger logger, string reconciliationId, string companyId, int drift, int entries, int missing, int doubled, int amounts, int notRecorded, int attachments);

    [LoggerMessage(
        EventId = 5003,
        Level = LogLevel.Warning,
        Message = "Reconciliation {ReconciliationId} of company {CompanyId} was cut off: {Reason}")]
    public static partial void CutOff(this ILogger logger, string reconciliationId, string companyId, string reason);
}
