namespace Expenses.Core.Receipts;

/// <summary>One kind of file: its media type and what its first bytes look like.</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Fits">Whether first bytes, at least one, can be of this kind.</param>
internal sealed record FileKind(string MediaType, HeadTest Fits);

/// <summary>Judges first bytes.</summary>
/// <param name="head">The bytes.</param>
/// <returns>Whether they fit.</returns>
internal delegate bool HeadTest(ReadOnlySpan<byte> head);
