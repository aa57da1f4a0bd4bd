using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.ResponseLadders;

/// <summary>Validates an incident before it is stored.</summary>
internal sealed class IncidentRules : ResourceRules<Incident>
{
    public override void OnCreate(WriteContext write, Incident resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, Incident current, Incident next) => Check(write, next);

    private static void Check(WriteContext write, Incident incident)
    {
        var violations = new Violations();
        violations.Require(incident.Source is not null, "incident.source", "is required");
        References.CheckPublished(write, incident.Source, "incident.source", violations);
        violations.Require(
            !(incident.EventTime?.ToDateTimeOffset() > write.Now), "incident.event_time", $"{incident.EventTime} is in the future; it must be now, {write.Now:yyyy-MM-ddTHH:mm:ssZ}, or earlier");
        violations.ThrowIfAny();
        Scope.Require(incident, "incident");
    }
}
