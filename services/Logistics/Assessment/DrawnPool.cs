using Summit.Kernel;
using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.Forces;
using Summit.Logistics.Graphs;

namespace Summit.Logistics.Assessment;

/// <summary>
/// The units of the nations that offer under one posture, for draws: which persons can be sent, are ready by C-day, fill the lines,
/// and can be kept in place. The draws vary availability, notice to move and standing commitments in numbers. At mid values each
/// number is that of the answer.
/// </summary>
internal sealed class DrawnPool
{
    // Products of binary fractions may come out just below a whole number.
    private const double Slack = 1e-9;

    private readonly Question _question;
    private readonly Force _force;
    private readonly Triangle _availability;
    private readonly long _strength;
    private readonly List<Batch> _batches;
    private readonly List<long> _ceilings;
    private readonly IReadOnlyList<(int Key, Triangle Persons, long Pool)> _commitments;
    private readonly int _keys;
    private readonly double _factor;
    private readonly double _step;

    /// <param name="inputs">What every case uses.</param>
    /// <param name="force">The force of the posture.</param>
    public DrawnPool(CaseInputs inputs, Force force)
    {
        (_question, _force, _strength) = (inputs.Question, force, inputs.Strength);
        _availability = Triangle.Of("assumptions/availability", inputs.Availability, highIsFavourable: true);
        var nations = force.Offered.Select(u => u.Nation).Distinct().ToList();
        _ceilings = [.. nations.Select(n => force.Ceilings.GetValueOrDefault(n, long.MaxValue / 4))];
        var keys = force.Offered.Select(u => (u.Nation, u.Element.UnitType)).Distinct().ToList();
        _keys = keys.Count;
        var binding = new Commitments(inputs.HeldForces.Commitments, inputs.HeldForces.Elements, _question.CDay, _question.CDay);
        _commitments = [.. binding.Shares.Select(s => (keys.IndexOf((s.Nation, s.Type)), Triangle.Of(s.Commitment.Name, s.Commitment.Persons, highIsFavourable: false), s.Pool)).Where(s => s.Item1 >= 0)];
        _batches = [.. force.Offered.GroupBy(u => (u.Nation, u.Element.UnitType, Notice: Notice(u)))
            .Select(g => new Batch(nations.IndexOf(g.Key.Nation), keys.IndexOf((g.Key.Nation, g.Key.UnitType)), g.Key.Notice, [.. g.Select(u => u.Element.Persons)],
                [.. force.Lines.Select(l => l.Types.Contains(g.Key.UnitType))], [.. force.Lines.Select(l => g.First().At(Rational.One).Fits(l))]))];
        (_factor, _step) = (_question.Rotation.Factor.ToDisplay(), _question.Rotation.Step.ToDisplay());
        BreakAtMid = BreakMonth(LinePersons(UsableAt(inputs.Availability.Mid, Free(c => c.Mid))));
    }

    /// <summary>The first month in which a line cannot be relieved at mid values, by the formula; null when there is none.</summary>
    public int? BreakAtMid { get; }

    /// <summary>Notice to move of a unit as a fact: the assumption for its type, or the single published day.</summary>
    public static Triangle Notice(PoolUnit unit) => ForcePool.NoticeAssumptionOf(unit.Element) is { } assumption
        ? Triangle.Of($"assumptions/{assumption}", unit.NoticeDays, highIsFavourable: false)
        : new(0, unit.NoticeDays.Mid, unit.NoticeDays.Mid, unit.NoticeDays.Mid, HighIsFavourable: false);

    /// <summary>The numbers with these values.</summary>
    /// <param name="draw">The values.</param>
    /// <param name="breakMonth">The first month in which a line cannot be relieved at mid values; null when there is none.</param>
    /// <param name="flow">Memory for a maximum flow.</param>
    public PoolOutcome Of(Values draw, int? breakMonth, MaxFlow flow)
    {
        var persons = UsableAt(draw.Of(_availability), Free(draw.Of));
        var notice = _batches.Select(b => draw.Of(b.Notice)).ToArray();
        var lines = LinePersons(persons);
        var filled = Filled(persons, notice, flow);
        return new(
            draw.Favourable ? Math.Max(filled, _force.Persons) : Math.Min(filled, _force.Persons),
            AtOnce(persons, b => notice[b] <= _question.CDayOffsetDays),
            Sustainable(lines, AtOnce(persons, _ => true)),
            Moved(breakMonth, BreakMonth(lines)));
    }

    /// <summary>Part of the units of each nation and type that commitments in numbers leave free.</summary>
    private double[] Free(Func<Triangle, double> persons)
    {
        var free = Enumerable.Repeat(1.0, _keys).ToArray();
        foreach (var (key, taken, pool) in _commitments)
        {
            free[key] -= persons(taken) / pool;
        }

        return free;
    }

    /// <summary>Persons that can be sent, by batch.</summary>
    private long[] UsableAt(double availability, double[] free) =>
        [.. _batches.Select(b => b.Persons.Sum(p => (long)Math.Floor((p * Math.Max(0, free[b.Key]) * availability) + Slack)))];

    /// <summary>Persons that can be sent and fit each line.</summary>
    private long[] LinePersons(long[] persons) => [.. _force.Lines.Select((_, l) => _batches.Select((b, i) => b.Fits[l] ? persons[i] : 0).Sum())];

    private long AtOnce(long[] persons, Func<int, bool> counts)
    {
        var byNation = new long[_ceilings.Count];
        for (var batch = 0; batch < persons.Length; batch++)
        {
            byNation[_batches[batch].Nation] += counts(batch) ? persons[batch] : 0;
        }

        return byNation.Select((n, i) => Math.Min(n, _ceilings[i])).Sum();
    }

    /// <summary>As in <see cref="RotationStep"/>: with all lines in proportion, the line with the shortest endurance decides.</summary>
    private long Sustainable(long[] lines, long atOnce)
    {
        var least = atOnce;
        foreach (var (index, line) in _force.Lines.Index().Where(l => l.Item.Needed > 0))
        {
            least = Math.Min(least, (long)((Int128)(long)((lines[index] / _factor) + Slack) * _strength / line.Needed));
        }

        return least;
    }

    /// <summary>The first month in which a line cannot be relieved, by the formula; null when every line can be kept indefinitely.</summary>
    private int? BreakMonth(long[] lines)
    {
        int? first = _force.Persons == 0 ? 0 : null;
        foreach (var (index, line) in _force.Lines.Index())
        {
            var inPlace = _force.PersonsOf(line);
            if (inPlace > 0 && inPlace * _factor > lines[index] + Slack)
            {
                var month = (int)((lines[index] / inPlace * _step) + Slack);
                first = Math.Min(first ?? month, month);
            }
        }

        return first;
    }

    /// <summary>The month at mid values, moved as far as the formula moves.</summary>
    private int? Moved(int? atMid, int? drawn) => (atMid, BreakAtMid, drawn) switch
    {
        var (month, formula, now) when formula == now => month,
        (_, _, null) => null,
        (null, _, { } now) => now,
        ({ } month, null, { } now) => Math.Min(month, now),
        ({ } month, { } formula, { } now) => Math.Max(0, month + now - formula),
    };

    /// <summary>The most persons that fill lines when no nation exceeds its ceiling.</summary>
    private long Filled(long[] persons, double[] notice, MaxFlow flow)
    {
        flow.Clear();
        var nations = _ceilings.Select(_ => flow.AddNode()).ToArray();
        var lines = _force.Lines.Select(_ => flow.AddNode()).ToArray();
        foreach (var (index, ceiling) in _ceilings.Index())
        {
            flow.AddArc(MaxFlow.Source, nations[index], ceiling);
        }

        foreach (var (index, batch) in _batches.Index())
        {
            var node = flow.AddNode();
            flow.AddArc(nations[batch.Nation], node, persons[index]);
            foreach (var (line, need) in _force.Lines.Index())
            {
                if (batch.OfType[line] && !(Math.Floor(notice[index]) > need.ReadyByDays))
                {
                    flow.AddArc(node, lines[line], persons[index]);
                }
            }
        }

        foreach (var (line, need) in _force.Lines.Index())
        {
            flow.AddArc(lines[line], MaxFlow.Sink, need.Needed);
        }

        return flow.Augment(CancellationToken.None);
    }

    /// <summary>Units of one nation, type and notice.</summary>
    /// <param name="Nation">Nation, by index.</param>
    /// <param name="Key">Nation and type, by index.</param>
    /// <param name="Notice">Notice to move.</param>
    /// <param name="Persons">Persons of each unit.</param>
    /// <param name="OfType">Whether the type fits each line.</param>
    /// <param name="Fits">Whether the type and the notice at mid fit each line.</param>
    private sealed record Batch(int Nation, int Key, Triangle Notice, long[] Persons, bool[] OfType, bool[] Fits);
}

/// <summary>What one draw gives for the pool.</summary>
/// <param name="Filled">Persons of the force: at most the planned force on the unfavourable side, at least it on the favourable side.</param>
/// <param name="ReadyByCDay">Persons ready by C-day.</param>
/// <param name="Sustainable">Strength that can be kept in place indefinitely.</param>
/// <param name="BreakMonth">First month in which a line cannot be relieved; null when there is none.</param>
internal readonly record struct PoolOutcome(long Filled, long ReadyByCDay, long Sustainable, int? BreakMonth);
