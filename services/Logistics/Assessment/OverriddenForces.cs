using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces;
using Summit.Logistics.V1;
using Case = Summit.Logistics.V1.AssessmentOverride.OverrideOneofCase;

namespace Summit.Logistics.Assessment;

/// <summary>Applies the overrides of a question to the data of this service: units, offers and capacities.</summary>
internal static class OverriddenForces
{
    public static HeldForces Of(HeldForces held, Question question)
    {
        foreach (var sent in question.Overrides)
        {
            held = sent.OverrideCase switch
            {
                Case.ForceElement => held with { Elements = [.. held.Elements.Select(e => e.Name == sent.ForceElement.Name ? Of(e, sent.ForceElement) : e).OfType<ForceElement>()] },
                Case.Approval when sent.Approval.ApproveDate is { } date => held with { Elements = [.. held.Elements.Select(e => Waiting(e, sent.Approval.Nation, date.ToDateOnly(), question))] },
                Case.Offer => held with { Offers = [.. held.Offers.Where(o => NationNames.NationOf(o.Name) != sent.Offer.Nation).Append(Of(sent.Offer)).OrderBy(o => o.Name, StringComparer.Ordinal)] },
                Case.Capacity => Of(held, sent.Capacity),
                _ => held,
            };
        }

        return held;
    }

    /// <summary>The unit with what is assumed of it; null when it is not available.</summary>
    private static ForceElement? Of(ForceElement element, ForceElementOverride sent)
    {
        if (sent is { HasPersons: true, Persons: 0 })
        {
            return null;
        }

        var assumed = element.Clone();
        assumed.Source = Overrides.Source;
        if (sent.HasPersons)
        {
            assumed.CargoTonnes = (long)new Rational(element.CargoTonnes * sent.Persons, Math.Max(1, element.Persons)).Ceiling();
            assumed.Persons = sent.Persons;
        }

        if (sent.HasNoticeDays)
        {
            assumed.NoticeDays = sent.NoticeDays;
        }

        return assumed;
    }

    /// <summary>Units do not leave before their parliament approves. The order is given on the day of the ceasefire.</summary>
    private static ForceElement Waiting(ForceElement element, string nation, DateOnly approval, Question question)
    {
        var days = approval.DayNumber - question.Ceasefire.DayNumber;
        var notice = ForcePool.Notice(element, Assumed.ValueOf);
        if (NationNames.NationOf(element.Name) != nation || days <= notice.Low)
        {
            return element;
        }

        var waiting = element.Clone();
        waiting.NoticeDays = Math.Max(days, (int)notice.Mid);
        return waiting;
    }

    private static Offer Of(OfferOverride sent)
    {
        var offer = new Offer { Name = $"{sent.Nation}/offers/assumed", Source = Overrides.Source };
        offer.Lines.Add(sent.ForceElements.Select(f => new OfferLine { ForceElement = f }));
        if (sent.Persons > 0)
        {
            offer.Lines.Add(new OfferLine { Persons = sent.Persons });
        }

        return offer;
    }

    private static HeldForces Of(HeldForces held, CapacityOverride sent)
    {
        if (held.Nodes.TryGetValue(sent.Name, out var stored))
        {
            var node = stored.Clone();
            node.ThroughputTonnesPerDay = Of(stored.ThroughputTonnesPerDay, sent);
            (node.Source, node.Derivation) = (Overrides.Source, "Assumed in this question.");
            return held with { Nodes = held.Nodes.ToDictionary(n => n.Key, n => n.Key == sent.Name ? node : n.Value, StringComparer.Ordinal) };
        }

        return held with { Arcs = [.. held.Arcs.Select(a => a.Name == sent.Name ? Of(a, sent) : a)] };
    }

    private static TransportArc Of(TransportArc stored, CapacityOverride sent)
    {
        var arc = stored.Clone();
        arc.CapacityTonnesPerDay = Of(stored.CapacityTonnesPerDay, sent);
        (arc.Source, arc.Derivation) = (Overrides.Source, "Assumed in this question.");
        return arc;
    }

    private static DailyCapacity? Of(DailyCapacity? stored, CapacityOverride sent)
    {
        if (sent.CapacityCase == CapacityOverride.CapacityOneofCase.TonnesPerDay)
        {
            return new DailyCapacity { Low = sent.TonnesPerDay, Mid = sent.TonnesPerDay, High = sent.TonnesPerDay };
        }

        var factor = Rational.FromWire(sent.Factor);
        return stored is null ? null : new DailyCapacity { Low = (long)(stored.Low * factor).Floor(), Mid = (long)(stored.Mid * factor).Floor(), High = (long)(stored.High * factor).Floor() };
    }
}
