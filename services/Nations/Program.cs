using Summit.Hosting;
using Summit.Nations;

return await SummitHost.RunAsync(() => NationsHost.CreateBuilder(args));
