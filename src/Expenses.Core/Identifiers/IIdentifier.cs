namespace Expenses.Core.Identifiers;

/// <summary>An identifier of the contract: a string with a type of its own, so that two kinds cannot be mixed up.</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IIdentifier<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>The text as the contract carries it.</summary>
    string Value { get; }

    /// <summary>Makes the identifier from the text of the contract. The text is not checked.</summary>
    /// <param name="value">The identifier's text.</param>
    /// <returns>The identifier.</returns>
    static abstract TSelf From(string value);
}
