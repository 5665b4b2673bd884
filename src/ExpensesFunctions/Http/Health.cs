using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http;

/// <summary>`GET /health`: the process answers. It says nothing of storage, so that a storage fault does not restart healthy workers.</summary>
public sealed class Health
{
    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function(nameof(GetHealth))]
    [WithoutApiKey("Tells only that the process runs.")]
    public IResult GetHealth([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        JsonAnswer.Ok(new HealthBody("ok"));
}

/// <summary>That the process answers.</summary>
internal sealed record HealthBody(string Status);
