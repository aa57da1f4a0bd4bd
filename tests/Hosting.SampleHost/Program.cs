using Summit.Hosting;
using Summit.SampleHost;

return await SummitHost.RunAsync(Sample.CreateBuilder(args));
