using System.Globalization;
using Expenses.Core.Errors;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Push;

/// <summary>How a push is to be carried out: the parameters beside its body (codat-contract B035-B037).</summary>
/// <param name="TimeoutInMinutes">After so many minutes it is not begun any more; null for no limit.</param>
/// <param name="ReadAfter">Whether the data type is read again when it is done.</param>
/// <param name="Force">Whether a change of the ledger's meanwhile is overwritten.</param>
internal sealed record RecordPushRequest(int? TimeoutInMinutes, bool ReadAfter, bool Force)
{
    /// <summary>Reads the parameters.</summary>
    /// <exception cref="ContractException">400.</exception>
    public static RecordPushRequest From(HttpRequest request)
    {
        var errors = new RequestErrors();
        var parameters = new RecordPushRequest(
            Minutes(request, errors),
            Flag(request, "allowSyncOnPushComplete", fallback: true, errors),
            Flag(request, "forceUpdate", fallback: false, errors));
        errors.ThrowIfAny();
        return parameters;
    }

    private static int? Minutes(HttpRequest request, RequestErrors errors)
    {
        const string Name = "timeoutInMinutes";
        var text = request.Query[Name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= RequestLimits.PushMinutes)
        {
            return minutes;
        }

        errors.Add(Name, $"'{Name}' must be a whole number from 1 to {RequestLimits.PushMinutes}.", "Range");
        return null;
    }

    private static bool Flag(HttpRequest request, string name, bool fallback, RequestErrors errors)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0 || bool.TryParse(text, out var flag) is var isFlag && !isFlag)
        {
            if (text.Length > 0)
            {
                errors.Add(name, $"'{name}' must be true or false.", "Type");
            }

            return fallback;
        }

        return flag;
    }
}
