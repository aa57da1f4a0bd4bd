namespace Grpc.Net.Client.Configuration;

/// <summary>A part of a service config, kept by the names that the config has in JSON.</summary>
public abstract class ConfigObject
{
    internal ConfigObject()
    {
    }

    /// <summary>The values by name.</summary>
    public IDictionary<string, object?> Inner { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    internal T? Get<T>(string name) => Inner.TryGetValue(name, out var value) && value is T typed ? typed : default;

    internal void Set(string name, object? value) => Inner[name] = value;

    internal IList<T> GetList<T>(string name)
    {
        if (Inner.TryGetValue(name, out var value) && value is IList<T> list)
        {
            return list;
        }

        var created = new List<T>();
        Inner[name] = created;
        return created;
    }
}
