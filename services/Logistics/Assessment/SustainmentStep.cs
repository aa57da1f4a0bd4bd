using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.Sustainment;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>Step 5: the supplies that the force needs in place, the share of lift used by resupply, and the first day with a shortage.</summary>
internal static class SustainmentStep
{
    private const int MostDays = 730;

    public static SustainmentSection Section(CaseInputs inputs, Force force, MovementResult movement)
    {
        var request = Request(inputs, force, movement, out var firstDay);
        var answer = ProjectStocks.Answer(request, inputs.HeldForces.SustainmentFactors);
        if (answer.Reasons.FirstOrDefault(r => r.Kind == SupplyReason.Types.Kind.FactorMissing) is { } missing)
        {
            return new SustainmentSection { State = Sections.Missing(Packages.Logistics, missing.Detail) };
        }

        foreach (var fact in answer.FactsUsed)
        {
            inputs.Evidence.Use(fact);
        }

        return SectionOf(answer, force, movement, inputs.BroughtDays, firstDay, request.HorizonDays);
    }

    /// <summary>The projection that the section asks for.</summary>
    /// <param name="inputs">What every case uses.</param>
    /// <param name="force">The force.</param>
    /// <param name="movement">Its movement.</param>
    /// <param name="firstDay">Day 0 of the projection.</param>
    public static ProjectStocksRequest Request(CaseInputs inputs, Force force, MovementResult movement, out DateOnly firstDay)
    {
        var question = inputs.Question;
        firstDay = question.CDay.AddDays(movement.Section.AsIfGiven.DestinationClosure?.DayAtMidCapacity ?? 0);
        return new ProjectStocksRequest
        {
            Persons = Only(force.Persons),
            Vehicles = { new VehicleGroup { VehicleKind = VehicleKind.MixedFleet, VehicleCount = Only(Vehicles(inputs.HeldForces, force)) } },
            EquipmentTonnes = Only(movement.Section.CargoTonnes),
            OpeningDays = inputs.BroughtDays.Clone(),
            ResupplyTonnesPerDay = movement.LiftPerDay.Clone(),
            LiftTonnesPerDay = movement.LiftPerDay.Clone(),
            HorizonDays = Math.Clamp(firstDay.DaysUntil(question.CDay.AddMonths(question.DurationMonths)), 1, MostDays),
            AsOf = question.AsOf.ToDate(),
        };
    }

    private static SustainmentSection SectionOf(ProjectStocksResponse answer, Force force, MovementResult movement, Range brought, DateOnly firstDay, int horizon)
    {
        var section = new SustainmentSection
        {
            State = Sections.Available(),
            Persons = force.Persons,
            NeedTonnesPerDay = answer.NeedTonnesPerDay,
            Lines =
            {
                answer.Lines.Select(l => new SustainmentLine
                {
                    SupplyClass = l.SupplyClass,
                    NeedTonnesPerDay = l.NeedTonnesPerDay,
                    FloorTonnes = l.FloorTonnes,
                    FirstShortDay = l.FirstShortDay,
                    FirstBelowFloorDay = l.FirstBelowFloorDay,
                }),
            },
            LiftTonnesPerDay = movement.LiftPerDay.Clone(),
            PercentOfLift = answer.Resupply.PercentOfLift,
            LeftForDeploymentTonnesPerDay = answer.Resupply.LeftForDeploymentTonnesPerDay,
            BroughtDays = brought.Clone(),
            FirstShortDay = answer.FirstShortDay,
            HorizonDays = horizon,
            Holds = force.Persons > 0 && !answer.FirstShortDay.HasMid,
            FirstDay = firstDay.ToDate(),
        };
        if (answer.FirstShortDay is { HasMid: true, Mid: var day })
        {
            section.FirstShortDate = firstDay.AddDays(day).ToDate();
            section.FirstShortClasses.Add(answer.Lines.Where(l => l.FirstShortDay is { HasMid: true } first && first.Mid == day).Select(l => l.SupplyClass));
        }

        return section;
    }

    /// <summary>Vehicles of the units taken, each in proportion to its persons, rounded up.</summary>
    private static long Vehicles(HeldForces held, Force force)
    {
        var elements = held.Elements.ToDictionary(e => e.Name, StringComparer.Ordinal);
        return force.Taken.Sum(t => elements[t.ForceElement] is { Persons: > 0 } unit ? (long)new Rational(unit.VehicleCount * t.Persons, unit.Persons).Ceiling() : 0);
    }

    private static Range Only(double value) => new() { Low = value, Mid = value, High = value };
}
