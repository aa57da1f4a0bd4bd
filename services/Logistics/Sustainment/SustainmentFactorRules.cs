using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Sustainment;

/// <summary>Rules that a sustainment factor must satisfy before it is stored.</summary>
internal sealed class SustainmentFactorRules : ResourceRules<SustainmentFactor>
{
    public override void OnCreate(WriteContext write, SustainmentFactor resource) => Check(resource);

    public override void OnUpdate(WriteContext write, SustainmentFactor current, SustainmentFactor next) => Check(next);

    private static void Check(SustainmentFactor factor)
    {
        var violations = new Violations();
        Check(factor, violations);
        violations.ThrowIfAny();
    }

    internal static void Check(SustainmentFactor factor, Violations violations)
    {
        violations.RequireSource(factor.Source, "sustainment_factor");
        FactorMeasures.Check(factor, "sustainment_factor", violations);
    }
}
