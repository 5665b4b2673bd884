using Spectre.Console;

namespace Expenses.SampleRun.Report;

/// <summary>A console for files and pipes: no colours, no control characters, a fixed width.</summary>
internal static class PlainConsole
{
    private const int Width = 110;

    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Console.Out),
        });
        console.Profile.Width = Width;
        return console;
    }
}
