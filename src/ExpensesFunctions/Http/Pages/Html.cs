using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ExpensesFunctions.Http.Pages;

/// <summary>A piece of a page. Text becomes one only by being encoded.</summary>
/// <param name="Markup">The markup.</param>
internal readonly record struct Html(string Markup)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Text as markup, also within a quoted attribute.</summary>
    public static Html Text(string text) => new(Encoder.Encode(text));

    /// <summary>Pieces one behind the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Markup)));
}
