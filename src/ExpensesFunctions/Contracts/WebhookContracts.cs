namespace ExpensesFunctions.Contracts;

/// <summary>One delivery of one message to one consumer; the body is a blob.</summary>
/// <param name="Client">The client.</param>
/// <param name="Consumer">The consumer.</param>
/// <param name="Message">The message.</param>
/// <param name="Round">0, or the number of the replay.</param>
/// <param name="WaitSeconds">The wait before each attempt, the first one included; at most twenty.</param>
/// <param name="MaxPerSecond">How many messages a second the consumer wants at most; 0 for as they come.</param>
public sealed record WebhookDeliveryV1(
    string Client, string Consumer, string Message, int Round, IReadOnlyList<double> WaitSeconds, int MaxPerSecond = 0);

/// <summary>One attempt of a delivery.</summary>
/// <param name="Client">The client.</param>
/// <param name="Consumer">The consumer.</param>
/// <param name="Message">The message.</param>
/// <param name="Round">0, or the number of the replay.</param>
/// <param name="Number">The attempt's number in the round, from 1.</param>
/// <param name="NextWaitSeconds">How long after it the next one is due; null after the last.</param>
public sealed record WebhookAttemptV1(string Client, string Consumer, string Message, int Round, int Number, double? NextWaitSeconds);

/// <summary>What became of an attempt.</summary>
/// <param name="IsFinished">No further attempt is to be made.</param>
/// <param name="RetryAfterSeconds">How long the consumer asked to be left alone; 0 when it did not.</param>
public sealed record WebhookAttemptResultV1(bool IsFinished, double RetryAfterSeconds = 0);

/// <summary>Delivers the messages of a range of time again.</summary>
/// <param name="Client">The client.</param>
/// <param name="Consumer">The consumer.</param>
/// <param name="From">The oldest message's time, UTC.</param>
/// <param name="To">Only messages before this time, UTC.</param>
/// <param name="IncludeDelivered">Also what the consumer took already.</param>
/// <param name="Before">Only messages older than this one; null at the start.</param>
public sealed record WebhookReplayV1(
    string Client, string Consumer, DateTimeOffset From, DateTimeOffset To, bool IncludeDelivered, string? Before = null);

/// <summary>How far a replay has come.</summary>
/// <param name="Before">The last message looked at; null when there are no more.</param>
/// <param name="Started">How many deliveries were started.</param>
public sealed record WebhookReplayPageV1(string? Before, int Started);
