using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Efficiency.Settings;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Reads lifelines files, in YAML or JSON.</summary>
public sealed class LifelineReader
{
    private readonly SettingsDocument _document;

    /// <summary>Makes a reader.</summary>
    /// <param name="yaml">The YAML format.</param>
    public LifelineReader(ITextFormat yaml) => _document = new(yaml, "lifelines file");

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SettingsException">The file cannot be read, or something in it cannot be followed: each place by line and column.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LifelineFile Read(string path, CancellationToken cancellationToken) =>
        _document.Read(path, (root, faults) => new LifelineTree(faults).Read(root), cancellationToken) ?? new();
}
