namespace ExpensesFunctions.Http.Pages;

/// <summary>The files of the pages, embedded so that they need nothing but the assembly: <c>templates/…</c> and <c>assets/…</c>.</summary>
internal static class EmbeddedFile
{
    /// <summary>The names of all files under a folder.</summary>
    public static IEnumerable<string> Names(string folder) => typeof(EmbeddedFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith($"{folder}/", StringComparison.Ordinal))
        .Select(name => name[(folder.Length + 1)..]);

    /// <summary>A file's bytes.</summary>
    /// <exception cref="InvalidOperationException">The assembly lacks it.</exception>
    public static byte[] Read(string path)
    {
        using var stream = Open(path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A file's text, UTF-8.</summary>
    /// <exception cref="InvalidOperationException">The assembly lacks it.</exception>
    public static string ReadText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    private static Stream Open(string path) => typeof(EmbeddedFile).Assembly.GetManifestResourceStream(path)
        ?? throw new InvalidOperationException($"The assembly lacks its resource {path}.");
}
