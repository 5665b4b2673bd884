using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>One operation as the entity function sees it. What it changes is kept only if the function succeeds.</summary>
internal sealed class LocalEntityOperation : TaskEntityOperation
{
    private readonly EntityOperation _message;
    private readonly DataConverter _converter;
    private readonly LocalEntityState _state;
    private readonly LocalEntityContext _context;

    public LocalEntityOperation(EntityInstanceId id, EntityOperation message, string? state, DurableEngineOptions options, DateTime now)
    {
        _message = message;
        _converter = options.Converter;
        _state = new LocalEntityState(state, options.Converter);
        _context = new LocalEntityContext(id, options, message.TraceParent, now);
    }

    public override string Name => _message.Operation;

    public override TaskEntityContext Context => _context;

    public override TaskEntityState State => _state;

    public override bool HasInput => _message.Input is not null;

    public string? NewState => _state.Serialized;

    public IReadOnlyList<Action<StoreWriter>> Outgoing => _context.Outgoing;

    public override object? GetInput(Type inputType) => _converter.Deserialize(_message.Input, inputType);
}
