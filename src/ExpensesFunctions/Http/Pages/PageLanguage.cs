using ExpensesFunctions.Http.Contract.Help;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Pages;

/// <summary>The language of a page: the one its switch chose (`lang`), else what `Accept-Language` likes best.</summary>
internal static class PageLanguage
{
    public const string Parameter = "lang";

    public static string Of(HttpRequest request) => request.Query[Parameter].ToString() switch
    {
        HelpLanguage.English => HelpLanguage.English,
        HelpLanguage.French => HelpLanguage.French,
        _ => HelpLanguage.Of(request),
    };

    /// <summary>The other one.</summary>
    public static string Other(string language) => IsFrench(language) ? HelpLanguage.English : HelpLanguage.French;

    public static bool IsFrench(string language) => string.Equals(language, HelpLanguage.French, StringComparison.Ordinal);

    /// <summary>The same page in the other language, relative to itself; everything else of its query stays.</summary>
    public static string SwitchAddress(HttpRequest request, string language)
    {
        var others = request.Query.Where(one => !one.Key.Equals(Parameter, StringComparison.OrdinalIgnoreCase));
        return QueryString.Create(others).Add(Parameter, Other(language)).ToUriComponent();
    }
}
