using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.MovementBottleneck.Types.Kind;

namespace Summit.Logistics.Movement.Planning;

/// <summary>A problem with one thing changed.</summary>
internal sealed record Change(Kind Kind, string Subject, MovementProblem Changed);

/// <summary>The single changes that may improve the closure.</summary>
internal static class SingleChanges
{
    /// <summary>The changes. Only arcs and nodes that bind are included, because raising any other gains nothing.</summary>
    public static IEnumerable<Change> Of(MovementProblem problem, ClosureBound now, int percent)
    {
        foreach (var i in Enumerable.Range(0, problem.Arcs.Count).Where(i => now.Arcs.Contains(problem.Arcs[i].Id)))
        {
            yield return With(problem, Kind.Arc, problem.Arcs[i].Id, p =>
            {
                p.Arcs[i].CapacityTonnesPerDay = Raise(p.Arcs[i].CapacityTonnesPerDay, percent);
                Raise(p.Arcs[i].Windows, percent);
            });
        }

        foreach (var i in Enumerable.Range(0, problem.Nodes.Count).Where(i => now.Nodes.Contains(problem.Nodes[i].Id)))
        {
            yield return With(problem, Kind.Node, problem.Nodes[i].Id, p =>
            {
                p.Nodes[i].ThroughputTonnesPerDay = Raise(p.Nodes[i].ThroughputTonnesPerDay, percent);
                Raise(p.Nodes[i].Windows, percent);
            });
        }

        for (var i = 0; i < problem.LiftPools.Count; i++)
        {
            var at = i;
            yield return With(problem, Kind.LiftPool, problem.LiftPools[i].Id, p => p.LiftPools[at].AssetCount += Math.Max(1, (int)Math.Ceiling(p.LiftPools[at].AssetCount * percent / 100.0)));
        }

        foreach (var change in OfNations(problem))
        {
            yield return change;
        }
    }

    private static IEnumerable<Change> OfNations(MovementProblem problem)
    {
        var nations = problem.Nodes.Select(n => n.Nation).Concat(problem.Requirements.Select(r => r.Nation)).Distinct().Order(StringComparer.Ordinal);
        foreach (var nation in nations)
        {
            var terms = problem.Terms.FirstOrDefault(t => t.Nation == nation);
            if (terms is not { Consents: true })
            {
                yield return With(problem, Kind.Consent, nation, p => TermsOf(p, nation).Consents = true);
            }

            if (terms is { PermitLeadDays: > 0 } or { PermitRequestedDay: > 0 })
            {
                yield return With(problem, Kind.PermitDay, nation, p => Earlier(TermsOf(p, nation)));
            }

            if (terms is { ApprovalNeeded: true } && terms is not { HasApprovalDay: true, ApprovalDay: 0 })
            {
                yield return With(problem, Kind.Approval, nation, p => TermsOf(p, nation).ApprovalDay = terms.HasApprovalDay ? terms.ApprovalDay - 1 : 0);
            }
        }
    }

    private static void Earlier(NationTerms terms)
    {
        if (terms.PermitLeadDays > 0)
        {
            terms.PermitLeadDays--;
        }
        else
        {
            terms.PermitRequestedDay--;
        }
    }

    private static NationTerms TermsOf(MovementProblem problem, string nation)
    {
        var terms = problem.Terms.FirstOrDefault(t => t.Nation == nation);
        if (terms is null)
        {
            terms = new NationTerms { Nation = nation };
            problem.Terms.Add(terms);
        }

        return terms;
    }

    private static Change With(MovementProblem problem, Kind kind, string subject, Action<MovementProblem> change)
    {
        var changed = problem.Clone();
        change(changed);
        return new Change(kind, subject, changed);
    }

    private static void Raise(IEnumerable<CapacityWindow> windows, int percent)
    {
        foreach (var window in windows)
        {
            window.CapacityPerDay = Raise(window.CapacityPerDay, percent);
        }
    }

    // Rounded up, so that a small capacity also grows.
    private static long Raise(long capacity, int percent) => ((capacity * (100 + percent)) + 99) / 100;
}
