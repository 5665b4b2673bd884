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
        Message = "Reconciliation {ReconciliationId} of company {CompanyId} found drift: {Drift} differences in {Entries} entries ({Missing} missing, {Doubled} doubled, {Amounts} amounts, {NotRecorded} not recorded, {Attachments} attachments), and {Acknowledged} that are acknowledged")]
    public static partial void DriftFound(
        this ILogger logger, string reconciliationId, string companyId, int drift, int entries, int missing, int doubled, int amounts, int notRecorded, int attachments, int acknowledged);

    [LoggerMessage(
        EventId = 5003,
        Level = LogLevel.Warning,
        Message = "Reconciliation {ReconciliationId} of company {CompanyId} was cut off: {Reason}")]
    public static partial void CutOff(this ILogger logger, string reconciliationId, string companyId, string reason);

    [LoggerMessage(
        EventId = 5004,
        Level = LogLevel.Information,
        Message = "Reconciliation {ReconciliationId} of company {CompanyId} found {Acknowledged} differences in {Entries} entries, all of them acknowledged")]
    public static partial void NothingNewFound(this ILogger logger, string reconciliationId, string companyId, int acknowledged, int entries);

    [LoggerMessage(
        EventId = 5005,
        Level = LogLevel.Information,
        Message = "Reconciliation {ReconciliationId} of company {CompanyId}: {Count} acknowledgements are forgotten, their differences are gone or have changed")]
    public static partial void AcknowledgementsForgotten(this ILogger logger, string reconciliationId, string companyId, int count);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Information, Message = "Difference {DifferenceId} of company {CompanyId} is acknowledged")]
    public static partial void Acknowledged(this ILogger logger, string differenceId, string companyId);

    [LoggerMessage(EventId = 5007, Level = LogLevel.Information, Message = "Difference {DifferenceId} of company {CompanyId} is not acknowledged any more")]
    public static partial void AcknowledgementWithdrawn(this ILogger logger, string differenceId, string companyId);
}
