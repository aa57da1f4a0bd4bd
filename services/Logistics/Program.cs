using Summit.Hosting;
using Summit.Logistics;

return await SummitHost.RunAsync(() => LogisticsHost.CreateBuilder(args));
