using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.ResponseLadders;

/// <summary>Incidents: reported violations of a ceasefire.</summary>
internal sealed class IncidentService(StandardMethods<Incident> standard) : V1.IncidentService.IncidentServiceBase
{
    public override Task<Incident> GetIncident(GetIncidentRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListIncidentsResponse> ListIncidents(ListIncidentsRequest request, ServerCallContext context) =>
        standard.ListAsync<ListIncidentsResponse>(request, context);

    public override Task<Incident> CreateIncident(CreateIncidentRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Incident> UpdateIncident(UpdateIncidentRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);

    public override Task<Empty> DeleteIncident(DeleteIncidentRequest request, ServerCallContext context) => standard.DeleteAsync(request, context);
}
