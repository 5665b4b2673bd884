namespace Expenses.Connectors.Sandbox.Ledger.Attachments;

/// <summary>What the ledger takes as an attachment. A refusal is of the whole request: it carries one file.</summary>
internal static class AttachmentRules
{
    public static void Check(AttachmentRequest request)
    {
        if (request.Key.Length is 0 or > SandboxLimits.KeyCharacters)
        {
            throw Refuse("key_missing", $"An attachment needs an idempotency key of at most {SandboxLimits.KeyCharacters} characters.");
        }

        if (request.FileName.Length is 0 or > SandboxLimits.NameCharacters)
        {
            throw Refuse("attachment_name", $"An attachment needs a file name of at most {SandboxLimits.NameCharacters} characters.");
        }

        if (!SandboxLimits.AttachmentExtensions.Contains(Path.GetExtension(request.FileName).TrimStart('.')))
        {
            throw Refuse("attachment_type", $"Files like '{request.FileName}' cannot be attached.");
        }

        if (request.SizeBytes < 1)
        {
            throw Refuse("attachment_empty", "The attachment is empty.");
        }

        if (request.SizeBytes > SandboxLimits.AttachmentBytes)
        {
            throw TooLarge();
        }
    }

    public static LedgerException NoRecord(string recordId) => Refuse("unknown_record", $"Record {recordId} does not exist.");

    public static LedgerException TooLarge() => Refuse("attachment_too_large", $"An attachment has at most {SandboxLimits.AttachmentBytes} bytes.");

    public static LedgerException TooMany(string recordId) =>
        Refuse("attachment_limit", $"Record {recordId} has {SandboxLimits.AttachmentsPerRecord} attachments already.");

    public static LedgerException KeyReused(string key) => Refuse("key_reused", $"Key {key} was used for another attachment.");

    public static LedgerException Damaged() => Refuse("attachment_damaged", "The bytes that arrived are not those that were declared.");

    private static LedgerException Refuse(string code, string message) => new(LedgerError.BadRequest, code, message);
}
