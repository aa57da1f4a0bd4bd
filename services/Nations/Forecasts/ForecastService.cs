using Grpc.Core;
using Summit.Nations.V1;

namespace Summit.Nations.Forecasts;

/// <summary>Where would talks land?</summary>
internal sealed class ForecastService(ForecastOutcome forecast) : V1.ForecastService.ForecastServiceBase
{
    public override Task<ForecastOutcomeResponse> ForecastOutcome(ForecastOutcomeRequest request, ServerCallContext context) => forecast.HandleAsync(request, context);
}
