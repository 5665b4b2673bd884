namespace ExpensesFunctions.Contracts;

/// <summary>Asks for permits to make requests on a connection.</summary>
/// <param name="Permits">How many requests; 1 or more.</param>
/// <param name="RequestsPerWindow">The platform's quota.</param>
/// <param name="WindowSeconds">The window of that quota, in seconds.</param>
public sealed record QuotaLeaseV1(int Permits, int RequestsPerWindow, int WindowSeconds);

/// <summary>Permits that were given.</summary>
/// <param name="NotBefore">The time from which they may be used, UTC.</param>
public sealed record QuotaGrantV1(DateTimeOffset NotBefore);

/// <summary>Says that the platform asked to wait.</summary>
/// <param name="RetryAfterSeconds">For how long, from now.</param>
public sealed record QuotaThrottleV1(double RetryAfterSeconds);
