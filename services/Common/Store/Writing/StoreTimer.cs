namespace Summit.Store;

/// <summary>Something that time will cause: kept with the resources, committed by exactly one replica when due.</summary>
/// <param name="Key">Unique key, such as the name of the resource it is about; scheduling it again replaces it.</param>
/// <param name="DueTime">When, by the database's clock; whole microseconds.</param>
/// <param name="Kind">Which handler it is for.</param>
/// <param name="Payload">Whatever the handler needs.</param>
public sealed record StoreTimer(string Key, DateTimeOffset DueTime, string Kind, byte[] Payload);
