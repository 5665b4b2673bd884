namespace Expenses.Testing;

/// <summary>Azurite ended before it answered; the message holds what it printed.</summary>
internal sealed class AzuriteEndedException(string output) : Exception($"Azurite ended before it answered: {output}");
