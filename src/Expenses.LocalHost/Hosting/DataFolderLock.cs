using System.Globalization;

namespace Expenses.LocalHost.Hosting;

/// <summary>
/// Keeps a second process out of a data folder. The lock is the operating system's on an open file, so it ends with the
/// process however that ends; the file itself stays.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, creating it when missing.</summary>
    /// <exception cref="DataFolderInUseException">Another process has it.</exception>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{LocalHostSettings.DataDirectoryKey}: the folder {folder} cannot be made.", e);
        }

        var path = Path.Combine(folder, "localhost.lock");
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DataFolderInUseException($"Another LocalHost uses the data folder {folder}; stop it or give --data another folder.", e);
        }

        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new DataFolderLock(file);
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>Two processes on one data folder would corrupt each other's durable state.</summary>
internal sealed class DataFolderInUseException(string message, Exception cause) : IOException(message, cause);
