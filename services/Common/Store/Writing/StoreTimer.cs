namespace Summit.Store;

/// <summary>A scheduled change. It is stored with the resources and committed by exactly one replica when due.</summary>
/// <param name="Key">Unique key, such as the name of the resource it concerns. Scheduling the same key again replaces the timer.</param>
/// <param name="DueTime">The due time, by the database's clock; whole microseconds.</param>
/// <param name="Kind">The kind, which selects the handler.</param>
/// <param name="Payload">Data for the handler.</param>
public sealed record StoreTimer(string Key, DateTimeOffset DueTime, string Kind, byte[] Payload);
