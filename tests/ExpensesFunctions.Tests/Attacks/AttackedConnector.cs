using System.Collections.Concurrent;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using ExpensesFunctions.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>What is done to calls of the platform; each is given the call and decides whether it is made, and what comes of it.</summary>
internal sealed class PlatformAttack
{
    public Func<IReadOnlyList<PushItem>, Func<IReadOnlyList<PushItem>, Task<PushBatchOutcome>>, Task<PushBatchOutcome>> OnPush { get; set; } =
        (items, push) => push(items);

    /// <summary>What happens to calls of a company, counted; null for nothing.</summary>
    public CountedFaults? Faults { get; init; }

    /// <summary>How often a company asked whether a push operation had finished: the slower the platform, the oftener.</summary>
    public ConcurrentDictionary<string, int> Polls { get; } = new(StringComparer.Ordinal);

    /// <summary>The platform says that its subscription has lapsed to whoever asks what became of something.</summary>
    public bool AnswersNoQuestions { get; set; }

    public Func<AttachmentUpload, Func<Task<string>>, Task<string>> OnAttach { get; set; } = (_, attach) => attach();

    /// <summary>Puts itself before the platform.</summary>
    public void Register(IServiceCollection services)
    {
        var real = services.Single(service => service.ServiceType == typeof(IAccountingConnector));
        services.Remove(real);
        services.AddSingleton<IAccountingConnector>(
            provider => new AttackedConnector((IAccountingConnector)real.ImplementationFactory!(provider), this));
    }

    /// <summary>The platform does what it is asked, but nobody learns of it, however often it is asked.</summary>
    public void LoseEverything()
    {
        AnswersNoQuestions = true;
        OnPush = async (items, push) =>
        {
            await push(items);
            throw Lapsed();
        };
    }

    /// <summary>The platform behaves again.</summary>
    public void Behave()
    {
        AnswersNoQuestions = false;
        OnPush = (items, push) => push(items);
    }

    private static ConnectorException Lapsed() => new(FailureCategory.SubscriptionExpired, "test.lapsed", "The subscription has lapsed.");

    private async Task<T> CallAsync<T>(Connection connection, Func<Task<T>> call)
    {
        var fault = Faults?.Next(company => connection.Company.Company.Value == company) ?? CallFault.None;
        if (fault == CallFault.NotReached)
        {
            throw new ConnectorException(FailureCategory.Transient, "test.away", "The platform is away.");
        }

        var answer = await call();
        return fault switch
        {
            CallFault.AnswerLost => throw new ConnectorException(FailureCategory.UnknownOutcome, "test.lost", "The answer was lost."),
            CallFault.AnswerLostForGood => throw new InvalidDataException("The answer is none that the platform is known to give."),
            _ => answer,
        };
    }

    private Task<T> AskAsync<T>(Func<Task<T>> question) => AnswersNoQuestions ? throw Lapsed() : question();

    private sealed class AttackedConnector(IAccountingConnector real, PlatformAttack attack) : PassThroughConnector(real)
    {
        public override Task<ReferenceData> ReadReferenceDataAsync(Connection connection, CancellationToken cancellationToken = default) =>
            attack.CallAsync(connection, () => base.ReadReferenceDataAsync(connection, cancellationToken));

        public override Task<PushBatchOutcome> PushAsync(
            Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellationToken = default) =>
            attack.OnPush(items, some => attack.CallAsync(connection, () => base.PushAsync(connection, some, cancellationToken)));

        public override Task<IReadOnlyList<PushItemOutcome>?> FindPushOperationAsync(
            Connection connection, string pushOperationKey, CancellationToken cancellationToken = default)
        {
            attack.Polls.AddOrUpdate(connection.Company.Company.Value, 1, (_, polls) => polls + 1);
            return attack.AskAsync(() => attack.CallAsync(connection, () => base.FindPushOperationAsync(connection, pushOperationKey, cancellationToken)));
        }

        public override Task<IReadOnlyDictionary<string, string>> FindRecordsAsync(
            Connection connection, IReadOnlyList<string> idempotencyKeys, CancellationToken cancellationToken = default) =>
            attack.AskAsync(() => attack.CallAsync(connection, () => base.FindRecordsAsync(connection, idempotencyKeys, cancellationToken)));

        public override Task<string> AttachAsync(Connection connection, AttachmentUpload upload, CancellationToken cancellationToken = default) =>
            attack.OnAttach(upload, () => attack.CallAsync(connection, () => base.AttachAsync(connection, upload, cancellationToken)));

        public override Task<string?> FindAttachmentAsync(
            Connection connection, string recordId, string idempotencyKey, CancellationToken cancellationToken = default) =>
            attack.CallAsync(connection, () => base.FindAttachmentAsync(connection, recordId, idempotencyKey, cancellationToken));
    }
}
