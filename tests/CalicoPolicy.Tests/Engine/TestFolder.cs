namespace CalicoPolicy.Tests.Engine;

/// <summary>A folder for one test, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Place = Directory.CreateTempSubdirectory("calico-policy-").FullName;

    public string Place { get; }

    /// <summary>The files below the folder, with <c>/</c> between the parts, in ordinal order.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Place, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Place, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>Writes a file and gives its full path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Place, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Copies a folder with all within it.</summary>
    public void Copy(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Place, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Place, name));

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Place, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Place, recursive: true);
    }
}
