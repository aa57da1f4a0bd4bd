using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>Updates the stored unique keys to the declared ones when a store opens.</summary>
internal static class KeyIndex
{
    private const int Chunk = 1000;

    /// <summary>
    /// Recomputes all keys when the declared keys differ from those of the stored keys: in a store from before the keys were
    /// introduced, or a restored one. If resources share a key, the first in name order holds it; nothing is deleted.
    /// </summary>
    public static async Task EnsureAsync(Database database, IEnumerable<ResourceType> types, CancellationToken cancellationToken)
    {
        var keyed = types.Where(t => t.HasKeys).OrderBy(t => t.Collection, StringComparer.Ordinal).ToList();
        var declared = string.Join('\n', keyed.SelectMany(t => t.KeyNames.Select(k => $"{t.Collection} {k}")));
        var stored = await database.ReadAsync(
            static async (session, _, token) => (await session.QueryAsync(Statements.DeclaredKeys, static r => r.GetString(0), token))[0], 0, cancellationToken);
        if (stored != declared)
        {
            await using var session = database.OpenWriter();
            Compute(session, keyed, declared);
        }
    }

    private static void Compute(Session session, List<ResourceType> types, string declared)
    {
        var (head, _, _) = session.BeginLocked();
        session.Execute(new Bound(Statements.DropKeys));
        foreach (var type in types)
        {
            var after = "";
            List<VersionRow> rows;
            do
            {
                rows = session.Query(
                    Statements.List, r => VersionRow.ReadListed(r, type.Collection), type.Collection, after, "\uffff", head, Visibility.All, (long)Chunk);
                foreach (var row in rows)
                {
                    Add(session, type, row);
                    after = row.Name;
                }
            }
            while (rows.Count == Chunk);
        }
        session.Execute(new(Statements.SetDeclaredKeys, declared), new(Statements.Commit));
    }

    private static void Add(Session session, ResourceType type, VersionRow row)
    {
        foreach (var (key, _) in type.KeysOf(type.Parse(row.Data!, new Revision(row.Revision, ""))))
        {
            session.Execute(new Bound(Statements.AddFreeKey, key.Collection, key.KeyName, key.Bytes(), row.Name));
        }
    }
}
