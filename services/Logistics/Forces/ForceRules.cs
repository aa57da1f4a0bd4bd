using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>What force elements and options must keep.</summary>
internal static class ForceRules
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ResourceRules<ForceElement>>(new CheckedRules<ForceElement>((element, _, faults) => Check(element, faults)));
        services.AddSingleton<ResourceRules<ForceOption>>(new CheckedRules<ForceOption>((option, _, faults) => Check(option, faults)));
    }

    internal static void Check(ForceElement element, Faults faults)
    {
        faults.NeedsSource(element.Source, "force_element");
        if (element is { StartDate: { } start, EndDate: { } end })
        {
            faults.When(end.ToDateOnly() < start.ToDateOnly(), "force_element.end_date", $"{end.ToDateOnly():yyyy-MM-dd} is before start_date {start.ToDateOnly():yyyy-MM-dd}");
        }
    }

    internal static void Check(ForceOption option, Faults faults)
    {
        faults.NeedsSource(option.Source, "force_option");
        for (var i = 0; i < option.Lines.Count; i++)
        {
            var line = option.Lines[i];
            var field = $"force_option.lines[{i}]";
            var byUnits = line.UnitType != UnitType.Unspecified;
            faults.When(byUnits && line.PersonsPer10000 == 0, $"{field}.persons_per_10000", "is not set; needed with a unit type");
            faults.When(!byUnits && line.EuropeanSharePercent is null, $"{field}.european_share_percent", "is not set; needed without a unit type");
            if (line.EuropeanSharePercent is { } share)
            {
                faults.NeedsOrder(share, $"{field}.european_share_percent");
                faults.When(share.Low < 0 || share.High > 100, $"{field}.european_share_percent", $"{share.Low} to {share.High} is outside of 0 to 100 percent");
            }
        }
    }
}
