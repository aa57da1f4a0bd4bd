using Summit.Budgets;
using Summit.Hosting;

return await SummitHost.RunAsync(() => BudgetsHost.CreateBuilder(args));
