namespace Summit.WebConsole.Assets;

/// <summary>Files inside the program.</summary>
internal static class Embedded
{
    public static byte[] Read(string file)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not part of the program");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
