namespace ExpensesFunctions.Http.Contract.Help;

/// <summary>A refusal in plain words: what happened, and what to do about it.</summary>
/// <param name="Explanation">What happened.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record HelpText(string Explanation, string Fix);

/// <summary>A kind of refusal, told by its number (`detailedErrorCode`), in English and French.</summary>
/// <param name="Code">The HTTP status and two digits more; it stays what it is.</param>
/// <param name="English">In English.</param>
/// <param name="French">In French.</param>
public sealed record ErrorKind(int Code, HelpText English, HelpText French)
{
    /// <summary>The text in a language, English for all but French.</summary>
    /// <param name="language">`en` or `fr`.</param>
    /// <returns>The text.</returns>
    public HelpText In(string language) => string.Equals(language, HelpLanguage.French, StringComparison.Ordinal) ? French : English;
}
