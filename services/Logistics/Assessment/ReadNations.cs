using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Reads positions, the decision and permissions from Nations, with the caller's token and at one revision.</summary>
internal sealed class ReadNations(
    PositionService.PositionServiceClient positions, NationService.NationServiceClient nations, DecisionService.DecisionServiceClient decisions)
{
    /// <summary>Issue on which a nation says whether the United States must back a force.</summary>
    public const string BackstopIssue = "issues/us-backstop";

    private const int AllNations = 1000;

    /// <param name="question">The question.</param>
    /// <param name="strength">Requested strength, persons. A consent with a lower ceiling does not cover it.</param>
    /// <param name="destination">Where the force is deployed. Its nation's consent as host is needed even if the decision does not name it.</param>
    /// <param name="transit">Nations whose soil a route may cross.</param>
    /// <param name="context">The call being answered.</param>
    public Task<Reading<NationsFacts>> ReadAsync(Question question, long strength, TransportNode destination, IReadOnlyList<string> transit, ServerCallContext context) =>
        Sections.ReadAsync(Packages.Nations, async options => await ReadAsync(question, strength, destination, transit, options), context);

    private async Task<NationsFacts> ReadAsync(Question asked, long strength, TransportNode destination, IReadOnlyList<string> transit, CallOptions options)
    {
        var decision = await decisions.GetDecisionAsync(new GetDecisionRequest { Name = asked.Decision }, options);
        var question = asked with { Issue = IssueOf(asked, decision) };
        await CheckAsOfAsync(question, options);
        var asOf = question.AsOf.ToDate();
        var stances = await positions.AggregateStancesAsync(new AggregateStancesRequest { Issue = question.Issue, AsOf = asOf }, options);
        var backstop = await BackstopAsync(question, options);
        var held = await nations.ListNationsAsync(new ListNationsRequest { PageSize = AllNations }, options);
        var names = held.Nations.ToDictionary(n => n.Name, n => n.DisplayName, StringComparer.Ordinal);
        RequireHeld(destination, names);
        var stored = stances.Stances.ToDictionary(s => s.Nation, StringComparer.Ordinal);
        // Before permissions are checked: who supports the force needs the approval of its parliament.
        var byNation = OverriddenNations.Stances(stored, question);
        var permission = await decisions.CheckPermissionAsync(PermissionRequest(question, strength, destination, decision, byNation.Values), options);
        var crossing = await decisions.CheckPermissionAsync(Crossing(question, strength, transit.Where(names.ContainsKey)), options);
        HashSet<string> That(ConsentCheck.Types.Status status) =>
            crossing.Consents.Where(c => c.Role == AffectedRole.Transit && c.Status == status).Select(c => c.Nation).ToHashSet(StringComparer.Ordinal);
        return new(question.Issue, decision, names, byNation, backstop, permission,
            That(ConsentCheck.Types.Status.Given), That(ConsentCheck.Types.Status.Refused))
        { StoredStances = stored };
    }

    /// <summary>The requested issue, which must be the one that the decision answers.</summary>
    private static string IssueOf(Question question, Decision decision)
    {
        if (question.AskedIssue is { } issue && decision.Issue.Length > 0 && issue != decision.Issue)
        {
            throw new InvalidFieldsException("issue", $"\"{issue}\" is not the issue of {decision.Name}, which answers {decision.Issue}; leave it out or name another decision");
        }

        return question.AskedIssue is null && decision.Issue.Length > 0 ? decision.Issue : question.Issue;
    }

    /// <summary>Refuses a destination in a nation that is not stored, because nothing can be decided about it. Such a nation on the route counts as not having consented.</summary>
    private static void RequireHeld(TransportNode destination, Dictionary<string, string> names)
    {
        if (!names.ContainsKey(destination.Nation))
        {
            throw new InvalidFieldsException("destination", $"\"{destination.Name}\" lies in {destination.Nation}, which is not a nation that is held; name a destination in one that is");
        }
    }

    /// <summary>The request that asks whether each nation lets the force cross, as if the decision named it.</summary>
    private static CheckPermissionRequest Crossing(Question question, long strength, IEnumerable<string> transit) => new()
    {
        Decision = question.Decision,
        AsOf = question.AsOf.ToDate(),
        Persons = strength,
        StartDate = question.CDay.ToDate(),
        EndDate = question.LastDay.ToDate(),
        AlsoAffects = { transit.Select(n => new AffectedNation { Nation = n, Role = AffectedRole.Transit }) },
    };

    private static CheckPermissionRequest PermissionRequest(Question question, long strength, TransportNode destination, Decision decision, IEnumerable<NationStance> stances)
    {
        var request = new CheckPermissionRequest
        {
            Decision = question.Decision,
            AsOf = question.AsOf.ToDate(),
            Persons = strength,
            StartDate = question.CDay.ToDate(),
            EndDate = question.LastDay.ToDate(),
            AlsoAffects = { HostAt(destination, decision) },
        };
        // Hosts do not send forces to themselves, unless the question names them.
        request.Contributors.Add(stances.Where(s => Supports(s.Stance)).Select(s => s.Nation)
            .Where(n => question.Nations.Count == 0 || question.Nations.Contains(n)).Except(NationsFacts.HostsOf(decision).Except(question.Nations)));
        return request;
    }

    /// <summary>The host to check. Where the decision is limited to areas and the destination is in none of them, the destination itself is checked.</summary>
    private static AffectedNation HostAt(TransportNode destination, Decision decision)
    {
        var host = new AffectedNation { Nation = destination.Nation, Role = AffectedRole.Host };
        var named = decision.AffectedNations.FirstOrDefault(a => a.Nation == destination.Nation && a.Role == AffectedRole.Host);
        if (named is { Areas.Count: > 0 } && !destination.Areas.Append(destination.DisplayName).Any(named.Areas.Contains))
        {
            host.Areas.Add(destination.DisplayName);
        }

        return host;
    }

    private static bool Supports(Stance stance) => stance is Stance.Support or Stance.SupportWithConditions;

    /// <summary>Refuses a day before the first position on the issue: nothing was known then.</summary>
    private async Task CheckAsOfAsync(Question question, CallOptions options)
    {
        var first = (await positions.ListPositionsAsync(
            new ListPositionsRequest { Parent = "nations/-", Filter = $"issue = \"{question.Issue}\"", OrderBy = "source.publish_date", PageSize = 1 }, options)).Positions;
        if (first is [{ Source.PublishDate: { } date }] && question.AsOf < date.ToDateOnly())
        {
            var from = date.ToDateOnly();
            throw new NotHeldException(
                $"as_of {question.AsOf:yyyy-MM-dd} is before the first fact on {question.Issue}, of {from:yyyy-MM-dd}; ask for that day or later.",
                new Dictionary<string, string> { ["field"] = "as_of", ["asked"] = $"{question.AsOf:yyyy-MM-dd}", ["from"] = $"{from:yyyy-MM-dd}", ["to"] = "9999-12-31" });
        }
    }

    /// <summary>Positions on the backstop; none when the issue is not stored.</summary>
    private async Task<IReadOnlyDictionary<string, NationStance>> BackstopAsync(Question question, CallOptions options)
    {
        try
        {
            var stances = await positions.AggregateStancesAsync(new AggregateStancesRequest { Issue = BackstopIssue, AsOf = question.AsOf.ToDate(), Nations = { question.Nations } }, options);
            return stances.Stances.ToDictionary(s => s.Nation, StringComparer.Ordinal);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return new Dictionary<string, NationStance>();
        }
    }
}
