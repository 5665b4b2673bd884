using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Push;

/// <summary>What a new record may say on the connected platform (codat-contract B039, B041, B051, B184).</summary>
public sealed class PushOptions(RecordWriterAccess writers)
{
    /// <summary>Gets the model of a data type.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="dataType">The data type.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the model.</returns>
    /// <exception cref="ContractException">404: no such company or connection, or the platform takes no such records.</exception>
    [Function(nameof(GetPushOptions))]
    public async Task<IResult> GetPushOptions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "companies/{companyId}/connections/{connectionId}/options/{dataType}")] HttpRequest request,
        string companyId,
        string connectionId,
        string dataType,
        CancellationToken cancellationToken)
    {
        var (_, model) = await writers.RequireAsync(request, companyId, connectionId, dataType, cancellationToken);
        return JsonAnswer.Ok(PushOptionBody.Of("", model));
    }

    internal sealed record PushOptionBody(
        ReferenceModelType Type,
        string DisplayName,
        string Description,
        bool Required,
        IReadOnlyDictionary<string, PushOptionBody>? Properties,
        IReadOnlyList<PushChoiceBody>? Options,
        PushInformationBody Validation)
    {
        public static PushOptionBody Of(string field, ReferenceModel model) => new(
            model.Type,
            model.DisplayName,
            model.Description,
            model.IsRequired,
            model.Properties.Count == 0 ? null : model.Properties.ToDictionary(one => one.Key, one => Of(one.Key, one.Value), StringComparer.Ordinal),
            model.Options.Count == 0 ? null : [.. model.Options.Select(value => new PushChoiceBody(value, model.Type, value, value, Required: false))],
            new PushInformationBody([], [.. model.Information.Select(text => new PushDetailBody(field, text))]));
    }

    internal sealed record PushChoiceBody(string Value, ReferenceModelType Type, string DisplayName, string Description, bool Required);

    internal sealed record PushInformationBody(IReadOnlyList<PushDetailBody> Warnings, IReadOnlyList<PushDetailBody> Information);

    internal sealed record PushDetailBody(string Field, string Details);
}
