using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>An entity between two steps.</summary>
internal sealed record EntitySession(EntityRow Row);
