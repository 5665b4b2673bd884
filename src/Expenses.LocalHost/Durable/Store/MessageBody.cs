using Expenses.LocalHost.Durable.Entities;
using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>A message as text: history events go to orchestrations, entity messages to ids that begin with '@'.</summary>
internal static class MessageBody
{
    public static bool IsEntity(string instanceId) => instanceId.StartsWith('@');

    public static string Write(object body) => body switch
    {
        HistoryEvent value => HistoryJson.Write(value),
        EntityMessage value => HistoryJson.Write(value),
        _ => throw new ArgumentException($"{body.GetType()} is not a message.", nameof(body)),
    };

    public static object Read(string instanceId, string text)
        => IsEntity(instanceId) ? HistoryJson.ReadEntityMessage(text) : HistoryJson.ReadEvent(text);
}
