using Summit.Tables.Cells;

namespace Summit.Tables.Files;

/// <summary>A file of tables that is being written: begin a table, write its rows, begin the next. Disposing completes the file.</summary>
public abstract class TableFile : IDisposable
{
    /// <summary>Begins a table.</summary>
    /// <param name="name">Its name: the sheet of a workbook.</param>
    /// <param name="headers">The headers of its columns.</param>
    public abstract void Begin(string name, IReadOnlyList<string> headers);

    /// <summary>Writes a row of the table that was begun last.</summary>
    public abstract void Write(IReadOnlyList<Cell> row);

    /// <summary>Completes the file. The stream stays open.</summary>
    public void Dispose()
    {
        Complete();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes what stands at the end of the file.</summary>
    private protected abstract void Complete();
}
