using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Summit.Hosting;
using Summit.Nations;
using Summit.Nations.ClockHost;

// The real service by a clock that is ahead, so that a test sees midnight pass: `--Clock:Ahead=03:25:00`.
var builder = NationsHost.CreateBuilder(args);
builder.Services.AddSingleton<TimeProvider>(new ShiftedClock(TimeSpan.Parse(builder.Configuration["Clock:Ahead"] ?? "0", CultureInfo.InvariantCulture)));
return await SummitHost.RunAsync(builder);
