using Expenses.Core.Receipts;

namespace Expenses.Connectors.Matrix;

/// <summary>
/// What each platform takes as an attachment (codat-contract §4.7). Business Central is not among them: the contract names kinds of
/// media and no extensions, so its connector brings the list.
/// </summary>
internal static class ContractAttachments
{
    private const long Megabyte = 1024 * 1024;

    public static AttachmentRules? Of(string platformKey) => platformKey switch
    {
        ContractMatrix.Xero => Rules(
            10,
            "7z bmp csv doc docx eml gif jpeg jpg keynote msg numbers odf ods odt pages pdf png ppt pptx rar rtf tif tiff txt xls xlsx zip"),
        ContractMatrix.QuickBooksOnline => Rules(100, "ai csv doc docx eps gif jpeg jpg ods pages pdf png rtf tif txt xls xlsx xml"),
        ContractMatrix.NetSuite => Rules(100, "bmp csv xls xlsx json pdf pjpg pjpeg png txt svg tif tiff doc docx zip"),
        ContractMatrix.FreeAgent => Rules(5, "png jpeg jpg gif pdf"),
        ContractMatrix.ZohoBooks => Rules(5, "gif png jpeg jpg bmp pdf"),
        _ => null,
    };

    // No page says how many files a transaction may have.
    private static AttachmentRules Rules(long megabytes, string extensions) =>
        new(megabytes * Megabyte, extensions.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase), int.MaxValue);
}
