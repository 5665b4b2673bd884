namespace Expenses.SampleRun;

internal static class ExitCode
{
    public const int Reconciled = 0;
    public const int Differences = 1;
    public const int Usage = 2;
    public const int Unreachable = 3;
}
