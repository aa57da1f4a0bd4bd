using System.CommandLine;
using Summit.Local;
using Summit.Local.Assess;
using Summit.Local.Call;
using Summit.Local.Up;

var root = new RootCommand("SummitServices: which force, by when, for how long, at whose cost, with whose consent.")
{
    UpCommand.Create(),
    AssessCommand.Create(),
    CallCommand.Create(),
    NationsCommand.Create(),
    TokenCommand.Create(),
};
UpCommand.AddTo(root);
return await root.Parse(args).InvokeAsync();
