namespace ExpensesFunctions.Http.Contract;

/// <summary>Ids in routes. All of the contract's are GUIDs, written with hyphens; case does not count.</summary>
internal static class RouteId
{
    /// <summary>Reads a GUID and writes it as it is stored: lower-case with hyphens.</summary>
    public static bool TryGuid(string text, out string id)
    {
        // The length keeps out surrounding blanks, which the parser would take.
        var isGuid = text.Length == 36 && Guid.TryParseExact(text, "D", out _);
        id = isGuid ? Guid.ParseExact(text, "D").ToString("D") : "";
        return isGuid;
    }
}
