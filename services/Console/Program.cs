using Summit.WebConsole;

await ConsoleHost.RunAsync(args);
