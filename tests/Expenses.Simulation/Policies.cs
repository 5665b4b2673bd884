namespace Expenses.Simulation;

/// <summary>Says what happens next; the list is never empty and ordered by age within a kind.</summary>
internal interface IPolicy
{
    Choice Choose(IReadOnlyList<Choice> choices);
}

/// <summary>An undisturbed run: commits first, then steps, messages, activities, clients; time passes when nothing else can happen.</summary>
internal sealed class FirstComeFirstServed : IPolicy
{
    private static readonly ChoiceKind[] Order =
        [ChoiceKind.Commit, ChoiceKind.Step, ChoiceKind.Deliver, ChoiceKind.GoOn, ChoiceKind.Run, ChoiceKind.Client, ChoiceKind.PassTime];

    public Choice Choose(IReadOnlyList<Choice> choices)
        => Order.Select(kind => choices.FirstOrDefault(choice => choice.Kind == kind)).First(choice => choice is not null)!;
}

/// <summary>Anything at any moment, by a seed. Deaths and refusals of the disk are rare and bounded, so that every run ends.</summary>
internal sealed class SeededPolicy(int seed) : IPolicy
{
    private readonly Random _random = new(seed);
    private int _deaths;
    private int _refusals;

    public int Seed => seed;

    /// <summary>How often the worker has died.</summary>
    public int Deaths => _deaths;

    public int MaxDeaths { get; init; } = 3;

    public int MaxRefusals { get; init; } = 3;

    /// <summary>Of each choice, that it is a death; the same for a refusal of the disk and for time that passes early.</summary>
    public double Rarity { get; init; } = 0.02;

    public Choice Choose(IReadOnlyList<Choice> choices)
    {
        if (_deaths < MaxDeaths && Rarely() && Find(choices, ChoiceKind.Die) is { } death)
        {
            _deaths++;
            return death;
        }

        if (_refusals < MaxRefusals && Rarely() && Find(choices, ChoiceKind.FailCommit) is { } refusal)
        {
            _refusals++;
            return refusal;
        }

        if (Rarely() && Find(choices, ChoiceKind.PassTime) is { } early)
        {
            return early;
        }

        var usual = choices.Where(choice => choice.Kind is not (ChoiceKind.Die or ChoiceKind.FailCommit or ChoiceKind.PassTime)).ToList();
        return usual.Count > 0 ? usual[_random.Next(usual.Count)] : Find(choices, ChoiceKind.PassTime)!;
    }

    private static Choice? Find(IReadOnlyList<Choice> choices, ChoiceKind kind) => choices.FirstOrDefault(choice => choice.Kind == kind);

    private bool Rarely() => _random.NextDouble() < Rarity;
}
