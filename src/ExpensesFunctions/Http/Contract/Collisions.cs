using Expenses.Core.Errors;

namespace ExpensesFunctions.Http.Contract;

/// <summary>
/// Work that means the same whatever somebody else changed meanwhile, such as a read of data that notes its time on the
/// connection that is to be deleted: it is done again on what is stored now, so that its caller hears of no collision.
/// </summary>
public static class Collisions
{
    private const int Attempts = 5;

    /// <typeparam name="T">What the work gives.</typeparam>
    /// <summary>Does the work, again when it collided.</summary>
    /// <param name="work">Reads, decides and writes.</param>
    /// <returns>What it gives.</returns>
    /// <exception cref="ConcurrencyConflictException">It collided each time.</exception>
    public static async Task<T> RepeatAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (ConcurrencyConflictException) when (attempt < Attempts)
            {
                // Read again, decide again.
            }
        }
    }
}
