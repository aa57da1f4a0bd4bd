using Summit.Api.V1;

namespace Summit.Kernel;

/// <summary>The basis of a response: the facts used, each with its age on the requested day, and the assumptions made.</summary>
/// <param name="service">Package of the service that computes, for example <c>summit.budgets.v1</c>.</param>
/// <param name="asOf">The requested day; null: facts have no age.</param>
public sealed class Evidence(string service, DateOnly? asOf)
{
    private readonly SortedDictionary<(string Service, string Name, string Description), FactUsed> _facts = [];
    private readonly SortedDictionary<string, Assumption> _assumptions = new(StringComparer.Ordinal);

    /// <summary>The facts, ordered by service, name and description.</summary>
    public IEnumerable<FactUsed> Facts => _facts.Values;

    /// <summary>The assumptions, ordered by id.</summary>
    public IEnumerable<Assumption> Assumptions => _assumptions.Values;

    /// <summary>Whether a fact was published after the requested day.</summary>
    public bool AnyPublishedLater => _facts.Values.Any(f => f.PublishedLater);

    /// <summary>Records a fact. If a fact is recorded again, the first record is kept.</summary>
    /// <param name="name">Resource name, or path in the request (see <see cref="NameOf"/>).</param>
    /// <param name="description">The meaning of the fact, as text.</param>
    /// <param name="value">The value as text.</param>
    /// <param name="unit">Unit of the value; empty for a statement.</param>
    /// <param name="source">The source of the fact.</param>
    /// <param name="heldBy">Package of the service that stores it; null for this service.</param>
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

    /// <summary>Records a fact as returned by another service. If a fact is recorded again, the first record is kept.</summary>
    public void Use(FactUsed fact) => _facts.TryAdd((fact.Service, fact.Name, fact.Description), fact);

    /// <summary>Records an assumption. If an id is recorded again, the first record is kept.</summary>
    public void Assume(Assumption assumption) => _assumptions.TryAdd(assumption.Id, assumption);

    /// <summary>Returns the name of a fact: its resource name, or its path in the request.</summary>
    public static string NameOf(string resourceName, string inlinePath) => resourceName.Length > 0 ? resourceName : $"inline/{inlinePath}";
}
