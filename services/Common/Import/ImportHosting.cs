using Microsoft.Extensions.DependencyInjection;
using Summit.Hosting.Resources;
using Summit.Import.Exporting;
using Summit.Import.Layouts;
using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Store;

namespace Summit.Import;

/// <summary>Puts import and export of an area into the container.</summary>
public static class ImportHosting
{
    /// <summary>Adds the handlers of <c>ImportRows</c> and <c>ExportRows</c>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="types">All types of the area, those that others refer to first.</param>
    /// <param name="reported">Types that nations own and public reports tell of.</param>
    /// <param name="layouts">Layouts of publishers.</param>
    /// <param name="terms">How lists of types are found.</param>
    /// <param name="targets">Targets of types that are not stored by their create method alone. Each gets how a type is stored otherwise.</param>
    public static IServiceCollection AddImport(
        this IServiceCollection services,
        IReadOnlyList<ResourceType> types,
        IReadOnlyList<ResourceType> reported,
        IReadOnlyList<ILayout> layouts,
        IReadOnlyDictionary<ResourceType, ListTerms> terms,
        params IReadOnlyList<Func<Func<ResourceType, ImportTarget>, ImportTarget>> targets) => services
        .AddSingleton(provider =>
        {
            ImportTarget Plain(ResourceType type) => Standard(provider, type, reported.Contains(type));
            var special = targets.Select(create => create(Plain)).ToList();
            // What belongs to one caller is kept by that caller's own calls.
            return new ImportKinds([.. types.Where(type => !type.IsOwned).Select(type => special.FirstOrDefault(target => target.Type == type) ?? Plain(type))], layouts, terms);
        })
        .AddSingleton<ImportRows>()
        .AddSingleton(_ => new ExportTypes([.. types.Select(type => (ExportType)Activator.CreateInstance(typeof(ExportType<>).MakeGenericType(type.Descriptor.ClrType), type)!)]))
        .AddSingleton(provider => new ExportRows(provider.GetRequiredService<ExportTypes>(), provider.GetRequiredService<StoreReads>()));

    private static ImportTarget Standard(IServiceProvider provider, ResourceType type, bool reported) => (ImportTarget)ActivatorUtilities.CreateInstance(
        provider, typeof(StandardTarget<>).MakeGenericType(type.Descriptor.ClrType), type, ImportAccess.Of(type, reported));
}
