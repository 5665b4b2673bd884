using System.Collections.Concurrent;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>What happens to one call.</summary>
public enum CallFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is carried out, and its answer is lost; the caller's client asks again.</summary>
    AnswerLost,

    /// <summary>It is carried out, and its answer is lost for good: the caller fails.</summary>
    AnswerLostForGood,

    /// <summary>It never arrives, and the caller fails.</summary>
    NotReached,
}

/// <summary>Counts calls by the company they are made for, and gives one call of each company its fault.</summary>
internal sealed class CountedFaults
{
    private const int MostFaults = 6;

    private readonly ConcurrentDictionary<string, Plan> _plans = new(StringComparer.Ordinal);

    /// <summary>From now on a company's calls are counted.</summary>
    /// <param name="company">The company.</param>
    /// <param name="fault">What happens to one call.</param>
    /// <param name="number">Which one, from 1.</param>
    public void Begin(string company, CallFault fault, int number) => _plans[company] = new Plan(fault, call => call == number);

    /// <summary>From now on one call in so many of a company has the fault, a few times in all, so that patience is rewarded.</summary>
    /// <param name="company">The company.</param>
    /// <param name="fault">What happens to them.</param>
    /// <param name="oneIn">How many calls there are for each of them, on average.</param>
    /// <param name="seed">Which ones.</param>
    public void BeginOften(string company, CallFault fault, int oneIn, int seed)
    {
        var left = MostFaults;
        _plans[company] = new Plan(fault, call => HashCode(seed, call) % (uint)oneIn == 0 && Interlocked.Decrement(ref left) >= 0);
    }

    /// <summary>How many calls there were for a company, and whether one had the fault.</summary>
    /// <param name="company">The company.</param>
    public (int Calls, bool Struck) Of(string company) => (_plans[company].Calls, _plans[company].Struck);

    /// <summary>A call is made for somebody.</summary>
    /// <param name="isFor">Whether it is for a company.</param>
    public CallFault Next(Func<string, bool> isFor)
    {
        foreach (var (company, plan) in _plans)
        {
            if (isFor(company))
            {
                return plan.Next();
            }
        }

        return CallFault.None;
    }

    // The same in every process, unlike the framework's.
    private static uint HashCode(int seed, int call)
    {
        var hash = unchecked(((uint)seed * 2_654_435_761) ^ ((uint)call * 2_246_822_519));
        hash ^= hash >> 15;
        return unchecked(hash * 3_266_489_917) >> 8;
    }

    private sealed class Plan(CallFault fault, Func<int, bool> isStruck)
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public bool Struck { get; private set; }

        public CallFault Next()
        {
            if (!isStruck(Interlocked.Increment(ref _calls)) || fault == CallFault.None)
            {
                return CallFault.None;
            }

            Struck = true;
            return fault;
        }
    }
}
