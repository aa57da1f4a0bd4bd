using Summit.Api.V1;

namespace Summit.Logistics.Assessment;

/// <summary>The figures and statements that went into an answer, each with its age on the day asked about.</summary>
internal sealed class FactLog(DateOnly asOf)
{
    public const string Logistics = "summit.logistics.v1";
    public const string Nations = "summit.nations.v1";
    public const string Budgets = "summit.budgets.v1";

    private readonly SortedDictionary<(string Service, string Name, string Description), FactUsed> _facts = [];

    /// <summary>The facts, in order of service and name.</summary>
    public IEnumerable<FactUsed> Used => _facts.Values;

    /// <summary>Notes a fact.</summary>
    public void Add(string service, string name, string description, string value, string unit, Source? source)
    {
        // Our own assumptions have no day of publication, and so no age.
        var age = source?.PublishDate is { } published ? asOf.DayNumber - published.ToDateOnly().DayNumber : 0;
        Add(new FactUsed
        {
            Name = name,
            Description = description,
            Value = value,
            Unit = unit,
            Source = source,
            AgeDays = age,
            PublishedLater = age < 0,
            Service = service,
        });
    }

    /// <summary>Notes a fact as another service told it.</summary>
    public void Add(FactUsed fact) => _facts[(fact.Service, fact.Name, fact.Description)] = fact;
}
