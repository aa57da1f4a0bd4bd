using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>The data of this service that the caller may see, at one revision.</summary>
/// <param name="Elements">Units, in order of name.</param>
/// <param name="Commitments">Standing commitments, in order of name.</param>
/// <param name="Option">The force option in question.</param>
/// <param name="Nodes">Nodes, by name.</param>
/// <param name="Arcs">Arcs, in order of name.</param>
/// <param name="Offers">Offers of delegations, in order of name.</param>
/// <param name="Reports">Public reports of offers, in order of name.</param>
/// <param name="SustainmentFactors">Factors of sustainment, in order of name.</param>
internal sealed record HeldForces(
    IReadOnlyList<ForceElement> Elements,
    IReadOnlyList<StandingCommitment> Commitments,
    ForceOption Option,
    IReadOnlyDictionary<string, TransportNode> Nodes,
    IReadOnlyList<TransportArc> Arcs,
    IReadOnlyList<Offer> Offers,
    IReadOnlyList<ReportedOffer> Reports,
    IReadOnlyList<SustainmentFactor> SustainmentFactors)
{
    /// <exception cref="Store.ResourceNotFoundException">The option or the destination does not exist.</exception>
    public static async Task<HeldForces> ReadAsync(StoreReads reads, Question question, ServerCallContext context)
    {
        var snapshot = await reads.OpenAsync(context);
        var sees = context.Caller().Visibility;
        var stop = context.CancellationToken;
        var option = await snapshot.GetAsync(Types.ForceOptions, question.Option, sees, stop);
        await snapshot.GetAsync(Types.TransportNodes, question.Destination, sees, stop);
        var nodes = await snapshot.ListAllAsync(Types.TransportNodes, "", sees, stop);
        return new(
            await snapshot.ListAllAsync(Types.ForceElements, "nations/-", sees, stop),
            await snapshot.ListAllAsync(Types.StandingCommitments, "nations/-", sees, stop),
            option,
            nodes.ToDictionary(n => n.Name, StringComparer.Ordinal),
            await snapshot.ListAllAsync(Types.TransportArcs, "", sees, stop),
            await snapshot.ListAllAsync(Types.Offers, "nations/-", sees, stop),
            await snapshot.ListAllAsync(Types.ReportedOffers, "", sees, stop),
            await snapshot.ListAllAsync(Types.SustainmentFactors, "", sees, stop));
    }

    /// <summary>Reports published by a day, in order of name.</summary>
    public IEnumerable<ReportedOffer> ReportsBy(DateOnly day) => Reports.Where(r => r.Source.PublishDate.TryDay() <= day);

    /// <summary>The newest report on a nation by a day.</summary>
    public ReportedOffer? ReportOn(string nation, DateOnly day) =>
        ReportsBy(day).Where(r => r.Nation == nation).OrderByDescending(r => r.Source.PublishDate.ToDateOnly()).ThenBy(r => r.Name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Persons offered by a nation's delegation by a day, in offers that are valid on C-day.</summary>
    public long OfferedBy(string nation, DateOnly day, DateOnly cDay) => Offers
        .Where(o => o.Name.StartsWith(nation + "/", StringComparison.Ordinal) && !(o.Source.PublishDate.TryDay() > day) && !(o.StartDate.TryDay() > cDay) && !(o.EndDate.TryDay() < cDay))
        .SelectMany(o => o.Lines)
        .Sum(l => l.HasPersons ? l.Persons : Elements.FirstOrDefault(e => e.Name == l.ForceElement)?.Persons ?? 0);
}
