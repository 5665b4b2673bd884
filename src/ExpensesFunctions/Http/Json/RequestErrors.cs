using Expenses.Core.Errors;

namespace ExpensesFunctions.Http.Json;

/// <summary>Collects every rejected value of a request, so that one answer names them all (codat-contract pain point 6).</summary>
internal sealed class RequestErrors
{
    private readonly List<ValidationItem> _items = [];

    /// <summary>Whether anything was rejected so far.</summary>
    public bool Any => _items.Count > 0;

    /// <summary>Rejects a value. Beyond <see cref="RequestLimits.ReportedErrors"/> it is not named any more.</summary>
    public void Add(string pointer, string message, string validatorName)
    {
        if (_items.Count < RequestLimits.ReportedErrors)
        {
            _items.Add(new ValidationItem(pointer, message, validatorName));
        }
    }

    /// <summary>Refuses the request when anything was rejected.</summary>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw Refusals.Invalid(_items);
        }
    }
}
