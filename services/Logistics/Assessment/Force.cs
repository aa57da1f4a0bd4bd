using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.Rotation;
using Summit.Logistics.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;

namespace Summit.Logistics.Assessment;

/// <summary>The units behind a force under one posture of the United States.</summary>
/// <param name="Offered">Units of nations that offer.</param>
/// <param name="IfApproved">The same and those of nations that would offer if approved.</param>
internal sealed record Force(IReadOnlyList<PoolUnit> Offered, IReadOnlyList<PoolUnit> IfApproved)
{
    public int OfferedPool => Offered.Sum(u => u.Element.Persons);

    public int IfApprovedPool => IfApproved.Sum(u => u.Element.Persons);

    /// <summary>
    /// The force under a posture. A nation that says a backstop is needed does not offer without one: its condition is unmet,
    /// so it would offer only if that changed.
    /// </summary>
    public static Force Of(IEnumerable<Contribution> contributions, IReadOnlyDictionary<string, NationPool> pools, UsaPosture posture)
    {
        List<PoolUnit> offered = [], ifApproved = [];
        foreach (var contribution in contributions.OrderBy(c => c.Nation, StringComparer.Ordinal))
        {
            var units = pools.GetValueOrDefault(contribution.Nation, NationPool.Empty).Units;
            if (Offers(contribution, posture))
            {
                offered.AddRange(units);
            }

            if (contribution.Group is Group.Offers or Group.WouldOfferIfApproved)
            {
                ifApproved.AddRange(units);
            }
        }

        return new(offered, ifApproved);
    }

    public static bool Offers(Contribution contribution, UsaPosture posture) =>
        contribution.Group == Group.Offers && (!contribution.NeedsUsaBackstop || posture == UsaPosture.FullBackstop);

    /// <summary>Units to make up a strength: ready first, then by name; the last one in part.</summary>
    /// <param name="strength">Strength asked for, persons.</param>
    /// <param name="availability">Part of the pool that can be sent at all.</param>
    /// <param name="orderToCDay">Days from the order to C-day.</param>
    public IReadOnlyList<UnitTaken> Take(int strength, Rational availability, int orderToCDay)
    {
        var open = Math.Min(strength, RotationRule.Usable(OfferedPool, availability));
        var taken = new List<UnitTaken>();
        foreach (var unit in Offered.OrderBy(u => u.NoticeDays.Mid).ThenBy(u => u.Element.Name, StringComparer.Ordinal))
        {
            var persons = (int)Math.Min(open, unit.Element.Persons);
            if (persons == 0)
            {
                break;
            }

            open -= persons;
            taken.Add(new UnitTaken
            {
                ForceElement = unit.Element.Name,
                DisplayName = unit.Element.DisplayName,
                Persons = persons,
                CargoTonnes = (long)new Rational(unit.Element.CargoTonnes * persons, unit.Element.Persons).Ceiling(),
                ReleaseDay = Math.Max(0, (int)unit.NoticeDays.Mid - orderToCDay),
            });
        }

        return taken;
    }
}
