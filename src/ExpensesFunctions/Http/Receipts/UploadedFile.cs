namespace ExpensesFunctions.Http.Receipts;

/// <summary>A file on its way in: its name, and its bytes to be read once.</summary>
internal sealed class UploadedFile(string fileName, Stream content) : IAsyncDisposable
{
    /// <summary>The file's name, without a path.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The bytes, front to back.</summary>
    public Stream Content { get; } = content;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
