using Grpc.Core;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Assessment;
using Summit.Logistics.V1;

namespace Summit.Logistics.Scenarios;

/// <summary>Checks the question of a scenario as if it were asked now. The faults are reported together with those of single fields.</summary>
internal sealed class CheckScenario(CheckDeployment questions) : IRequestCheck<CreateScenarioRequest>, IRequestCheck<UpdateScenarioRequest>
{
    public ValueTask CheckAsync(CreateScenarioRequest request, ServerCallContext context, Violations found) => CheckAsync(request.Scenario, context, found);

    public ValueTask CheckAsync(UpdateScenarioRequest request, ServerCallContext context, Violations found) => CheckAsync(request.Scenario, context, found);

    private ValueTask CheckAsync(Scenario? scenario, ServerCallContext context, Violations found) =>
        scenario?.Question is { } question ? questions.CheckAsync(question, "scenario.question.", found, context) : ValueTask.CompletedTask;
}
