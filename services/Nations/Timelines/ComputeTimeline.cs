using Google.Protobuf;
using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Kind = Summit.Nations.V1.TimelineEntry.Types.Kind;

namespace Summit.Nations.Timelines;

/// <summary>Returns the stored data about one summit, issue, nation or decision as dated entries.</summary>
internal sealed class ComputeTimeline(StoreReads reads) : IRequestCheck<ComputeTimelineRequest>
{
    private const int MaxEntries = 5000;

    public async Task<ComputeTimelineResponse> HandleAsync(ComputeTimelineRequest request, ServerCallContext context)
    {
        var snapshot = await reads.OpenAsync(context, request);
        var reader = new Reader(snapshot, context.Caller().Visibility, context.CancellationToken);
        var subject = request.Subject;
        var entries = subject.Split('/')[0] switch
        {
            "nations" => await OfNationAsync(reader, subject),
            "issues" => await OfIssueAsync(reader, subject),
            "decisions" => await OfDecisionAsync(reader, subject),
            _ => await OfSummitAsync(reader, subject),
        };
        var kept = entries.Where(e => IsWithin(e, request))
            .OrderBy(e => e.Date.ToDateOnly()).ThenBy(e => e.Resource, StringComparer.Ordinal).ThenBy(e => e.Kind).ToList();
        return kept.Count <= MaxEntries
            ? new ComputeTimelineResponse { Entries = { kept }, Revision = snapshot.Revision.ToString() }
            : throw new ComputationTooLargeException("entries of a timeline", kept.Count, MaxEntries);
    }

    public ValueTask CheckAsync(ComputeTimelineRequest request, ServerCallContext context, Violations found)
    {
        var (start, end) = (request.StartDate.TryDay(), request.EndDate.TryDay());
        found.Require(!(start > end), "end_date", $"{end:O} is before start_date {start:O}");
        return ValueTask.CompletedTask;
    }

    private static bool IsWithin(TimelineEntry entry, ComputeTimelineRequest request)
    {
        var day = entry.Date.ToDateOnly();
        // Memberships come from a list that was published later, but they were known when they happened.
        var known = entry.Kind == Kind.Membership ? day : entry.Source?.PublishDate?.ToDateOnly() ?? day;
        return !(day < request.StartDate?.ToDateOnly())
            && !(day > request.EndDate?.ToDateOnly())
            && !(known > request.AsOf?.ToDateOnly())
            && !(day > request.AsOf?.ToDateOnly());
    }

    private static async Task<IEnumerable<TimelineEntry>> OfNationAsync(Reader reader, string name)
    {
        var nation = await reader.GetAsync(Types.Nations, name);
        var decisions = (await reader.AllAsync(Types.Decisions)).Where(d => d.Affects.Any(a => a.Nation == name) || d.Members.Any(m => m.Nation == name));
        return
        [
            .. TimelineEntries.Of(nation),
            .. (await reader.AllAsync(Types.Positions, name)).Select(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Consents, name)).SelectMany(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Mandates, name)).SelectMany(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Polls)).Where(p => p.Nation == name).Select(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Summits)).Where(s => s.Participants.Any(p => p.Nation == name)).Select(TimelineEntries.Of),
            .. decisions.SelectMany(TimelineEntries.Of),
        ];
    }

    private static async Task<IEnumerable<TimelineEntry>> OfIssueAsync(Reader reader, string name)
    {
        await reader.GetAsync(Types.Issues, name);
        return
        [
            .. (await reader.AllAsync(Types.Positions)).Where(p => p.Issue == name).Select(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Polls)).Where(p => p.Issue == name).Select(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Summits)).Where(s => s.Agenda.Any(a => a.Issue == name)).Select(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Decisions)).Where(d => d.Issue == name).SelectMany(TimelineEntries.Of),
        ];
    }

    private static async Task<IEnumerable<TimelineEntry>> OfDecisionAsync(Reader reader, string name)
    {
        var decision = await reader.GetAsync(Types.Decisions, name);
        return
        [
            .. TimelineEntries.Of(decision),
            .. (await reader.AllAsync(Types.Consents)).Where(c => c.Decision == name).SelectMany(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Mandates)).Where(m => m.Decision == name).SelectMany(TimelineEntries.Of),
        ];
    }

    private static async Task<IEnumerable<TimelineEntry>> OfSummitAsync(Reader reader, string name)
    {
        var summit = await reader.GetAsync(Types.Summits, name);
        var decisions = (await reader.AllAsync(Types.Decisions)).Where(d => d.Summit == name).ToList();
        var names = decisions.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        var issues = summit.Agenda.Select(a => a.Issue).ToHashSet(StringComparer.Ordinal);
        var nations = summit.Participants.Select(p => p.Nation).ToHashSet(StringComparer.Ordinal);
        var positions = (await reader.AllAsync(Types.Positions))
            .Where(p => issues.Contains(p.Issue) && nations.Contains(NationNames.NationOf(p.Name)) && IsDuring(p, summit));
        return
        [
            TimelineEntries.Of(summit),
            .. positions.Select(TimelineEntries.Of),
            .. decisions.SelectMany(TimelineEntries.Of),
            .. (await reader.AllAsync(Types.Consents)).Where(c => names.Contains(c.Decision)).SelectMany(TimelineEntries.Of),
        ];
    }

    // Positions tabled at a summit are those that its participants took on its agenda items during the summit.
    private static bool IsDuring(Position position, V1.Summit summit)
    {
        var day = position.PositionDate.ToDateOnly();
        return day >= summit.StartDate.ToDateOnly() && day <= (summit.EndDate ?? summit.StartDate).ToDateOnly();
    }

    /// <summary>Reads at one revision, with the visibility of the caller.</summary>
    private sealed record Reader(Snapshot Snapshot, Visibility Visibility, CancellationToken Cancellation)
    {
        public ValueTask<T> GetAsync<T>(ResourceType<T> type, string name)
            where T : class, IMessage<T>, new() => Snapshot.GetAsync(type, name, Visibility, Cancellation);

        public ValueTask<IReadOnlyList<T>> AllAsync<T>(ResourceType<T> type, string parent = "")
            where T : class, IMessage<T>, new() => Snapshot.ListAllAsync(type, parent, Visibility, Cancellation);
    }
}
