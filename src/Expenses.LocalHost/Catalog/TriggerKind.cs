namespace Expenses.LocalHost.Catalog;

/// <summary>What starts a function.</summary>
internal enum TriggerKind
{
    Http,
    Queue,
    Timer,
    Orchestration,
    Activity,
    Entity,
}
