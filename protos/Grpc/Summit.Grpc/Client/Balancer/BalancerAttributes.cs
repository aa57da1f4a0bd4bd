using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Grpc.Net.Client.Balancer;

/// <summary>A typed name in <see cref="BalancerAttributes"/>.</summary>
/// <typeparam name="TValue">Type of the value.</typeparam>
#pragma warning disable CA1815 // compared by nobody; the standard API defines no equality
public readonly struct BalancerAttributesKey<TValue>
#pragma warning restore CA1815
{
    /// <summary>Creates a name.</summary>
    public BalancerAttributesKey(string key) => Key = key;

    /// <summary>The name.</summary>
    public string Key { get; }
}

/// <summary>Named values about addresses, subchannels and results.</summary>
#pragma warning disable CA1710 // the standard API has this name
public sealed class BalancerAttributes : IDictionary<string, object?>, IReadOnlyDictionary<string, object?>
#pragma warning restore CA1710
{
    /// <summary>No values.</summary>
    public static readonly BalancerAttributes Empty = [];

    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Creates an empty set.</summary>
    public BalancerAttributes()
    {
    }

    private IDictionary<string, object?> Values => _values;

    object? IDictionary<string, object?>.this[string key]
    {
        get => _values[key];
        set => _values[key] = value;
    }

    object? IReadOnlyDictionary<string, object?>.this[string key] => _values[key];

    ICollection<string> IDictionary<string, object?>.Keys => _values.Keys;

    ICollection<object?> IDictionary<string, object?>.Values => _values.Values;

    IEnumerable<string> IReadOnlyDictionary<string, object?>.Keys => _values.Keys;

    IEnumerable<object?> IReadOnlyDictionary<string, object?>.Values => _values.Values;

    int ICollection<KeyValuePair<string, object?>>.Count => _values.Count;

    int IReadOnlyCollection<KeyValuePair<string, object?>>.Count => _values.Count;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>The value of a name, if there is one of that type.</summary>
    public bool TryGetValue<TValue>(BalancerAttributesKey<TValue> key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_values.TryGetValue(key.Key, out var found) && found is TValue typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Sets the value of a name.</summary>
    public void Set<TValue>(BalancerAttributesKey<TValue> key, TValue value) => _values[key.Key] = value;

    /// <summary>Removes a name; false if it was not there.</summary>
    public bool Remove<TValue>(BalancerAttributesKey<TValue> key) => _values.Remove(key.Key);

    void IDictionary<string, object?>.Add(string key, object? value) => _values.Add(key, value);

    bool IDictionary<string, object?>.ContainsKey(string key) => _values.ContainsKey(key);

    bool IReadOnlyDictionary<string, object?>.ContainsKey(string key) => _values.ContainsKey(key);

    bool IDictionary<string, object?>.Remove(string key) => _values.Remove(key);

    bool IDictionary<string, object?>.TryGetValue(string key, out object? value) => _values.TryGetValue(key, out value);

    bool IReadOnlyDictionary<string, object?>.TryGetValue(string key, out object? value) => _values.TryGetValue(key, out value);

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Values.Add(item);

    void ICollection<KeyValuePair<string, object?>>.Clear() => _values.Clear();

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => Values.Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) => Values.CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) => Values.Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _values.GetEnumerator();
}
