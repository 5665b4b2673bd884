namespace Expenses.SampleRun.Input;

/// <summary>Nominal codes of the sandbox chart of accounts by words in merchant names; the first match wins.</summary>
internal static class MerchantAccounts
{
    private const string General = "429";

    private static readonly (string Account, string[] Words)[] Map =
    [
        ("494", ["RYANAIR", "EASYJET", "AEGEAN", "BLUE AIR", "AIRWAYS", "AIRLINE"]),
        ("493", ["OYSTER", "TFL", "LUL ", "TRAINLINE", "TSGN", "RAIL", "ADDISONLEE", "TAXI", "TRAVELODGE", "PREMIER INN", "PARKING"]),
        ("449", ["DVLA", "HALFORDS", "SHELL", "ESSO", "BP ", "TEXACO", "AA "]),
        ("400", ["CAMPAIGNMONITOR", "CREATESEND", "FACEBK", "GOOGLE AD"]),
        ("463", ["ADOBE", "ENVATO", "EQUINUX", "ISTOCK", "CREATIVEMARKET", "MICROSOFT", "CURRYS", "MAPLIN"]),
        ("489", ["GIFFGAFF", "BT ", "SKY", "VODAFONE", "O2 ", "EE "]),
        ("425", ["POST", "ROYAL MAIL", "COURIER"]),
        ("461", ["PRINT", "SNAPPY"]),
        ("453", ["RYMAN", "VIKING", "STAPLES", "TEACHERBOARDS", "OFFICE"]),
        ("473", ["WICKES", "HOMEBASE", "SCREWFIX", "TOOLSTATION", "SELCO", "B&Q", "BUILDER"]),
        ("420", ["MCDONALDS", "NANDOS", "PIZZA", "KFC", "COSTA", "PRET", "CAFFE", "VUE", "CINEWORLD", "BOWLING"]),
        ("412", ["COLLEGE", "COURSE", "TRAINING", "CIPS"]),
        ("485", ["TVLICENSING", "SUBSCR", "LOCAL.GOV"]),
        ("408", ["WATERCOOLER", "CLEAN"]),
    ];

    public static string For(string merchant)
    {
        var name = merchant.ToUpperInvariant() + " ";
        return Array.Find(Map, entry => Array.Exists(entry.Words, word => StartsWord(name, word))).Account ?? General;
    }

    private static bool StartsWord(string name, string word)
    {
        var at = name.IndexOf(word, StringComparison.Ordinal);
        return at == 0 || (at > 0 && !char.IsLetter(name[at - 1]));
    }
}
