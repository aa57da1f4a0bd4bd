using Google.Protobuf.Collections;
using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.Positions;
using Summit.Nations.V1;

namespace Summit.Nations.Unity;

/// <summary>Measures unity from inline inputs or stored stances.</summary>
internal sealed class MeasureUnity(StoreReads reads) : IRequestCheck<MeasureUnityRequest>
{
    // The number of pairs grows with the square of the number of nations, and each pair compares every roll call.
    private const long MaxPairVotes = 10_000_000;
    private const string MeanPair = "mean of the pairwise agreements that are defined";

    public async Task<MeasureUnityResponse> HandleAsync(MeasureUnityRequest request, ServerCallContext context)
    {
        RequireSize(request.RollCalls);
        if (request.Stored is null)
        {
            return Measure(request.Counts ?? Count(request.RollCalls), request.Frequencies, request.RollCalls);
        }
        var (calls, frequencies, silent) = await StoredAsync(request.Stored, context);
        var response = Measure(Count(calls), frequencies, calls);
        response.SilentNations.AddRange(silent);
        return response;
    }

    public ValueTask CheckAsync(MeasureUnityRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    private async Task<(List<RollCall> Calls, long[] Frequencies, IEnumerable<string> Silent)> StoredAsync(StoredStances stored, ServerCallContext context)
    {
        var snapshot = await reads.OpenAsync(context, stored);
        var calls = new List<RollCall>();
        var frequencies = new long[5];
        var declared = new HashSet<string>(StringComparer.Ordinal);
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var issue in stored.Issues)
        {
            var stances = await StanceReader.ReadAsync(
                snapshot, issue, stored.Nations, stored.AsOf.ToDateOnly(), stored.ChoiceRule, context.CancellationToken);
            var call = new RollCall { Id = issue };
            foreach (var stance in stances)
            {
                all.Add(stance.Nation);
                if (!stance.HasScore)
                {
                    continue;
                }
                declared.Add(stance.Nation);
                frequencies[stance.Score + 2]++;
                call.Votes.Add(new RollCallVote { Nation = stance.Nation, Choice = ChoiceOf(stance.Score) });
            }
            calls.Add(call);
        }
        return (calls, frequencies, all.Except(declared).Order(StringComparer.Ordinal));
    }

    /// <summary>Returns the vote that corresponds to a stance.</summary>
    public static Choice ChoiceOf(int score) => score > 0 ? Choice.Yes : score < 0 ? Choice.No : Choice.Abstain;

    private static MeasureUnityResponse Measure(VoteCounts counts, IReadOnlyList<long> frequencies, IReadOnlyList<RollCall> calls)
    {
        var pairs = Pairs(calls).ToList();
        return new MeasureUnityResponse
        {
            Counts = counts,
            Rice = Measures.Rice(counts),
            Attina = Measures.Attina(counts),
            Agreement = Measures.Agreement(counts),
            Frequencies = { frequencies },
            VanDerEijkA = Measures.VanDerEijk(frequencies),
            Pairs = { pairs },
            MeanPairAgreement = Measures.Mean(MeanPair, pairs.Select(p => p.Agreement)),
        };
    }

    private static IEnumerable<PairAgreement> Pairs(IReadOnlyList<RollCall> calls)
    {
        var votes = calls.Select(c => c.Votes.Where(v => IsVote(v.Choice)).ToDictionary(v => v.Nation, v => Plain(v.Choice), StringComparer.Ordinal)).ToList();
        var nations = calls.SelectMany(c => c.Votes).Select(v => v.Nation).Distinct().Order(StringComparer.Ordinal).ToList();
        return nations.SelectMany((first, i) => nations.Skip(i + 1).Select(second => Measures.Pair(
            first, second, votes.Where(v => v.ContainsKey(first) && v.ContainsKey(second)).Select(v => (v[first], v[second])))));
    }

    private static VoteCounts Count(IEnumerable<RollCall> calls)
    {
        var votes = calls.SelectMany(c => c.Votes).Select(v => Plain(v.Choice)).ToList();
        return new VoteCounts
        {
            YesCount = votes.Count(v => v == Choice.Yes),
            NoCount = votes.Count(v => v == Choice.No),
            AbstainCount = votes.Count(v => v == Choice.Abstain),
        };
    }

    private static bool IsVote(Choice choice) => choice is Choice.Yes or Choice.No or Choice.Abstain or Choice.DeclaredAbstention;

    private static Choice Plain(Choice choice) => choice == Choice.DeclaredAbstention ? Choice.Abstain : choice;

    private static void Check(MeasureUnityRequest request, Violations violations)
    {
        var inline = request.Counts is not null || request.Frequencies.Count > 0 || request.RollCalls.Count > 0;
        violations.Require(inline != (request.Stored is not null), "stored", inline ? "is set beside inline inputs; give one or the other" : "is not set, and neither is an inline input; give one");
        violations.Require(request.Frequencies.Count != 1, "frequencies", "has one category; an ordered scale needs at least 2");
        violations.RequireDistinct(request.RollCalls.Select(c => c.Id), i => $"roll_calls[{i}].id");
        foreach (var (index, call) in request.RollCalls.Index())
        {
            violations.RequireDistinct(call.Votes.Select(v => v.Nation), i => $"roll_calls[{index}].votes[{i}].nation");
        }
    }

    private static void RequireSize(RepeatedField<RollCall> calls)
    {
        var nations = (long)calls.SelectMany(c => c.Votes).Select(v => v.Nation).Distinct().Count();
        if (nations * nations / 2 * calls.Count > MaxPairVotes)
        {
            throw new ComputationTooLargeException("comparisons (pairs of nations x roll calls)", nations * nations / 2 * calls.Count, MaxPairVotes);
        }
    }
}
