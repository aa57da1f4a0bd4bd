using Summit.Hosting;
using Summit.SampleHost;

// "front" calls the other one: together they are a chain of two services.
return await SummitHost.RunAsync(() => args is ["front", ..] ? Front.CreateBuilder(args[1..]) : Sample.CreateBuilder(args));
