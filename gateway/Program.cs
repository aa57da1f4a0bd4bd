using Summit.Gateway;
using Summit.Hosting;

return await SummitHost.RunAsync(() => GatewayHost.CreateBuilder(args));
