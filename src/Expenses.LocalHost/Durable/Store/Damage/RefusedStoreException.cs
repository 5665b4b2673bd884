namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>The file with the durable state cannot be used as it is: damaged, foreign, or of another version. The message says what to do.</summary>
internal class RefusedStoreException(string message, Exception? cause = null) : IOException(message, cause);
