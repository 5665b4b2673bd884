namespace Expenses.LocalHost.Catalog;

/// <summary>A declared function cannot be hosted; the message names it and says why. The host does not start.</summary>
internal sealed class FunctionCatalogException(string message) : InvalidOperationException(message);
