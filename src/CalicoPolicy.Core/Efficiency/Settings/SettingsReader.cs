using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>Reads settings files, in YAML or JSON.</summary>
public sealed class SettingsReader
{
    private readonly SettingsDocument _document;

    /// <summary>Makes a reader.</summary>
    /// <param name="yaml">The YAML format.</param>
    public SettingsReader(ITextFormat yaml) => _document = new(yaml, "settings file");

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SettingsException">The file cannot be read, or something in it cannot be followed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SettingsFile Read(string path, CancellationToken cancellationToken) =>
        _document.Read(path, (root, faults) => new SettingsTree(path, faults).Read(root), cancellationToken) ?? SettingsFile.None;
}
