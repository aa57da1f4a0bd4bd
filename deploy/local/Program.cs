using Summit.Cli;
using Summit.Local.Up;

// The same command line as deploy/cli, with the one command more that starts the system; without a command it is that one.
var root = SummitCommands.Create();
root.Subcommands.Insert(0, UpCommand.Create());
UpCommand.AddTo(root);
return await SummitCommands.RunAsync(root, args);
