using Grpc.Core;
using Summit.Nations.V1;

namespace Summit.Nations.Forecasts;

/// <summary>Forecasts the outcome of negotiations.</summary>
internal sealed class ForecastService(ForecastOutcome forecast) : V1.ForecastService.ForecastServiceBase
{
    public override Task<ForecastOutcomeResponse> ForecastOutcome(ForecastOutcomeRequest request, ServerCallContext context) => forecast.HandleAsync(request, context);
}
