namespace Expenses.LocalHost.Durable;

/// <summary>Of an orchestration's context: is shown what the orchestrator's own method gives, which middleware hides from the engine.</summary>
internal interface IWatchedOrchestration
{
    /// <summary>Called on the orchestration's thread, right after the method has returned.</summary>
    void Watch(Task function);
}
