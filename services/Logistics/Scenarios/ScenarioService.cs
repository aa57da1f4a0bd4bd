using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Scenarios;

/// <summary>The calls of ScenarioService; it only delegates.</summary>
internal sealed class ScenarioService(StandardMethods<Scenario> methods) : V1.ScenarioService.ScenarioServiceBase
{
    public override Task<Scenario> GetScenario(GetScenarioRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<BatchGetScenariosResponse> BatchGetScenarios(BatchGetScenariosRequest request, ServerCallContext context) =>
        methods.BatchGetAsync<BatchGetScenariosResponse>(request, context);

    public override Task<ListScenariosResponse> ListScenarios(ListScenariosRequest request, ServerCallContext context) => methods.ListAsync<ListScenariosResponse>(request, context);

    public override Task<Scenario> CreateScenario(CreateScenarioRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<Scenario> UpdateScenario(UpdateScenarioRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteScenario(DeleteScenarioRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
