using Spectre.Console;

namespace Expenses.SampleRun.Report;

/// <summary>Where to look next: lines to paste, with the key read from its file instead of printed.</summary>
internal static class NextSteps
{
    public static void Write(IAnsiConsole console, RunReport report, SampleRunOptions options)
    {
        var company = $"{options.BaseUrl}companies/{report.Company.CompanyId}";
        var expenses = $"{company}/sync/expenses";
        var ledger = $"{company}/connections/{report.Company.ConnectionId}/sandbox";
        var key = options.ApiKeyFile is { } file ? $"< {file}" : "<<< \"$EXPENSES_API_KEY\"";
        string[] lines =
        [
            "",
            "Where to look next:",
            $"  AUTH=\"Authorization: Basic $(tr -d '\\n' {key} | base64 | tr -d '\\n')\"",
            $"  curl -H \"$AUTH\" {expenses}/runs/{report.Run.RunId}",
            $"  curl -H \"$AUTH\" '{expenses}/runs/{report.Run.RunId}/expenses?page=1&pageSize=10'",
            $"  curl -H \"$AUTH\" {expenses}/syncs/{report.Run.SyncId}/status",
            $"  curl -H \"$AUTH\" '{expenses}/syncs/{report.Run.SyncId}/transactions?page=1&pageSize=10'",
            $"  curl -H \"$AUTH\" '{ledger}/journals?page=1&pageSize=10'",
            $"  curl -H \"$AUTH\" {ledger}/trialBalance",
        ];
        foreach (var line in lines)
        {
            // Long lines must stay whole to be pasted; the console would wrap them.
            console.Profile.Out.Writer.WriteLine(line);
        }
    }
}
