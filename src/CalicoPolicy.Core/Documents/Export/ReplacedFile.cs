namespace CalicoPolicy.Core.Documents.Export;

/// <summary>Writes a file as a whole.</summary>
internal static class ReplacedFile
{
    /// <summary>
    /// The text goes to a temporary file beside the target, which then takes the target's place, so that a crash leaves either the
    /// old file or the new one. Missing folders are made.
    /// </summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Target(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = File.Create(temporary)) write(stream);
            if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The file itself. A link stays a link: what it leads to is replaced.</summary>
    public static string Target(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
}
