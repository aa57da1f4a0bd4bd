using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;
using Summit.Local;
using Summit.Local.Assess;
using Summit.Local.Call;
using Summit.Local.Up;

// Without a terminal nobody wraps lines by its width; a file or a pipe gets whole rows and plain text.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = ErrorReport.PipeWidth;
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
}

var root = new RootCommand("SummitServices: which force, by when, for how long, at whose cost, with whose consent.")
{
    UpCommand.Create(),
    AssessCommand.Create(),
    CallCommand.Create(),
    NationsCommand.Create(),
    TokenCommand.Create(),
};
UpCommand.AddTo(root);
var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction refusal)
{
    // What is wrong is a line or two; the whole help would bury it.
    refusal.ShowHelp = false;
}

return await parsed.InvokeAsync();
