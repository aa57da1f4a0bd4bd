using System.Data;

namespace Summit.Store.Sql;

/// <summary>One SQL statement in both dialects. Parameters are <c>$1</c>, <c>$2</c> …; values are never in the text.</summary>
internal sealed class Statement(string operation, string sqlite, string postgres, params DbType[] parameters)
{
    public Statement(string operation, string sql, params DbType[] parameters)
        : this(operation, sql, sql, parameters)
    {
    }

    /// <summary>Low-cardinality name for spans and metrics.</summary>
    public string Operation { get; } = operation;

    public string Sqlite { get; } = sqlite;

    public string Postgres { get; } = postgres;

    public DbType[] Parameters { get; } = parameters;
}

/// <summary>A statement with its values.</summary>
internal readonly record struct Bound(Statement Statement, params object?[] Values);
