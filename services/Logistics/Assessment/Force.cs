using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>The force under one posture of the United States. The same force is moved, counted, rotated and costed.</summary>
/// <param name="Lines">Lines of the option at the requested strength.</param>
/// <param name="Offered">Units of nations that offer, in order of name.</param>
/// <param name="IfApproved">The same units and those of nations that would offer if approved.</param>
/// <param name="Taken">Units taken, in order of line and name.</param>
internal sealed record Force(IReadOnlyList<GenerationLine> Lines, IReadOnlyList<PoolUnit> Offered, IReadOnlyList<PoolUnit> IfApproved, IReadOnlyList<UnitTaken> Taken)
{
    /// <summary>The most persons of a nation at one time, by nation. Nations without an entry have no ceiling.</summary>
    public required IReadOnlyDictionary<string, long> Ceilings { get; init; }

    /// <summary>Persons of each line that can be used, by line: those taken, and no more than the enablers of the line allow.</summary>
    public required IReadOnlyList<long> Used { get; init; }

    /// <summary>What there is of the enablers under this posture.</summary>
    public required EnablerSupply Enablers { get; init; }

    /// <summary>Nations that offer.</summary>
    public required IReadOnlySet<string> Offering { get; init; }

    /// <summary>These nations and those that would offer if approved.</summary>
    public required IReadOnlySet<string> OfferingIfApproved { get; init; }

    /// <summary>Persons of the force.</summary>
    public long Persons => Taken.Sum(t => t.Persons);

    /// <summary>Nations of the units.</summary>
    public IReadOnlySet<string> Nations => Taken.Select(t => NationNames.NationOf(t.ForceElement)).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The force under a posture. A nation that requires a backstop does not offer without one: its condition is unmet, so it
    /// would offer only if that changed.
    /// </summary>
    public static Force Of(CaseInputs inputs, UsaPosture posture, CancellationToken cancellationToken) =>
        Of(inputs, posture, problem => ForceGenerator.Solve(problem, cancellationToken).Match);

    private static Force Of(CaseInputs inputs, UsaPosture posture, Func<GenerationProblem, Match> match)
    {
        HashSet<string> NationsOf(Func<Contribution, bool> which) => inputs.Contributions.Contributions.Where(which).Select(c => c.Nation).ToHashSet(StringComparer.Ordinal);
        var (offering, ifApproved) = (NationsOf(c => Offers(c, posture)), NationsOf(c => c.Group is Group.Offers or Group.WouldOfferIfApproved));
        List<PoolUnit> UnitsOf(HashSet<string> nations) =>
            [.. nations.SelectMany(n => inputs.Pools.GetValueOrDefault(n, NationPool.Empty).Units).OrderBy(u => u.Element.Name, StringComparer.Ordinal)];

        var (lines, offered) = (OptionLines.Of(inputs.HeldForces.Option.Lines, inputs.Strength), UnitsOf(offering));
        var ceilings = inputs.Contributions.Contributions.Where(c => c.HasCeilingPersons).ToDictionary(c => c.Nation, c => c.CeilingPersons, StringComparer.Ordinal);
        var (enablers, availability) = (new EnablerSupply(inputs.HeldForces.Option.Lines, lines, offering.Contains), Rational.FromWire(inputs.Availability.Mid));
        var matched = match(new GenerationProblem(lines, [.. offered.Select(u => u.At(availability))], GenerationProblem.DefaultObjectives)
        {
            Ceilings = ceilings,
            Enablers = enablers.Limits(EnablerStep.ByUsa(posture)),
        });
        return new(lines, offered, UnitsOf(ifApproved), [.. matched.Taken.Select(t => Part(offered[t.Unit], lines[t.Line].Id, t.Persons, inputs.Question.CDayOffsetDays))])
        {
            Used = matched.Used,
            Enablers = enablers,
            Ceilings = ceilings,
            Offering = offering,
            OfferingIfApproved = ifApproved,
        };
    }

    /// <summary>The force under a posture, matched by the quick rules.</summary>
    public static Force Quick(CaseInputs inputs, UsaPosture posture) => Of(inputs, posture, problem => QuickMatch.Of(problem));

    public static bool Offers(Contribution contribution, UsaPosture posture) =>
        contribution.Group == Group.Offers && (!contribution.NeedsUsaBackstop || posture == UsaPosture.FullBackstop);

    /// <summary>Persons that the force has for a line.</summary>
    public long PersonsOf(GenerationLine line) => Taken.Where(t => t.Line == line.Id).Sum(t => t.Persons);

    /// <summary>Persons of these units that can be in place at one time when no nation exceeds its ceiling.</summary>
    public long AtOnce(IEnumerable<PoolUnit> units, Func<PoolUnit, long> usable) =>
        units.GroupBy(u => u.Nation, StringComparer.Ordinal).Sum(n => Math.Min(n.Sum(usable), Ceilings.GetValueOrDefault(n.Key, long.MaxValue)));

    /// <summary>Persons of the units that fit a line and can be sent at all.</summary>
    public static long Usable(GenerationLine line, IEnumerable<PoolUnit> units, Rational availability) =>
        units.Select(u => u.At(availability)).Where(u => u.Fits(line)).Sum(u => u.Usable);

    private static UnitTaken Part(PoolUnit unit, string line, long persons, int orderToCDay) => new()
    {
        ForceElement = unit.Element.Name,
        DisplayName = unit.Element.DisplayName,
        Persons = persons,
        CargoTonnes = (long)new Rational(unit.Element.CargoTonnes * persons, unit.Element.Persons).Ceiling(),
        ReleaseDay = new Range
        {
            Low = Math.Max(0, unit.NoticeDays.Low - orderToCDay),
            Mid = Math.Max(0, unit.NoticeDays.Mid - orderToCDay),
            High = Math.Max(0, unit.NoticeDays.High - orderToCDay),
        },
        Line = line,
    };
}
