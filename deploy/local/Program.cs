using Summit.Cli;
using Summit.Local.Up;

// The same command line as deploy/cli, with one additional command that starts the system. That command is the default.
var root = SummitCommands.Create();
root.Subcommands.Insert(0, UpCommand.Create());
UpCommand.AddTo(root);
return await SummitCommands.RunAsync(root, args);
