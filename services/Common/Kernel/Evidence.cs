using Summit.Api.V1;

namespace Summit.Kernel;

/// <summary>What an answer rests on: the facts used, each with its age on the day asked about, and the assumptions made.</summary>
/// <param name="service">Package of the service that computes, for example <c>summit.budgets.v1</c>.</param>
/// <param name="asOf">The day asked about; null: facts have no age.</param>
public sealed class Evidence(string service, DateOnly? asOf)
{
    private readonly SortedDictionary<(string Service, string Name, string Description), FactUsed> _facts = [];
    private readonly SortedDictionary<string, Assumption> _assumptions = new(StringComparer.Ordinal);

    /// <summary>The facts, in order of service, name and description.</summary>
    public IEnumerable<FactUsed> Facts => _facts.Values;

    /// <summary>The assumptions, in order of id.</summary>
    public IEnumerable<Assumption> Assumptions => _assumptions.Values;

    /// <summary>Whether a fact was published after the day asked about.</summary>
    public bool AnyPublishedLater => _facts.Values.Any(f => f.PublishedLater);

    /// <summary>Notes a fact. The first note of a fact stands.</summary>
    /// <param name="name">Resource name, or where it stands in the request (see <see cref="NameOf"/>).</param>
    /// <param name="description">What it says, in words.</param>
    /// <param name="value">The value as text.</param>
    /// <param name="unit">Unit of the value; empty for a statement.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="heldBy">Package of the service that holds it; null for this service.</param>
    public void Use(string name, string description, string value, string unit, Source? source, string? heldBy = null)
    {
        var published = source?.PublishDate.TryDay();
        var age = published is { } from && asOf is { } to ? from.DaysUntil(to) : 0;
        Use(new FactUsed
        {
            Name = name,
            Description = description,
            Value = value,
            Unit = unit,
            Source = source,
            AgeDays = age,
            PublishedLater = age < 0,
            Service = heldBy ?? service,
        });
    }

    /// <summary>Notes a fact as another service told it. The first note of a fact stands.</summary>
    public void Use(FactUsed fact) => _facts.TryAdd((fact.Service, fact.Name, fact.Description), fact);

    /// <summary>Notes an assumption. The first note of an id stands.</summary>
    public void Assume(Assumption assumption) => _assumptions.TryAdd(assumption.Id, assumption);

    /// <summary>Name of a fact: its resource name, or where it stands in the request.</summary>
    public static string NameOf(string resourceName, string inlinePath) => resourceName.Length > 0 ? resourceName : $"inline/{inlinePath}";
}
