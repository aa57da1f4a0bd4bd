using Summit.Cli;

return await SummitCommands.RunAsync(SummitCommands.Create(), args);
