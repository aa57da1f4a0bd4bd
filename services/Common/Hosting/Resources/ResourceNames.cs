using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>How standard requests spell a type's names and fields.</summary>
internal static class ResourceNames
{
    /// <summary>Name of a resource under a parent, with the collection from the type's pattern.</summary>
    public static string Join(ResourceType type, string parent, string id)
    {
        var collection = type.Pattern.Split('/')[^2];
        return parent.Length == 0 ? $"{collection}/{id}" : $"{parent}/{collection}/{id}";
    }

    /// <summary>Name of the field that holds a resource of this type, for example <c>force_element</c>.</summary>
    public static string FieldOf(ResourceType type) => string.Concat(type.Descriptor.Name.Select((c, i) =>
        char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));
}
