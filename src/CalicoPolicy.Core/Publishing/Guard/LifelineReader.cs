using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Efficiency.Settings;

namespace CalicoPolicy.Core.Publishing.Guard;

/// <summary>Reads lifelines files, in YAML or JSON.</summary>
public sealed class LifelineReader
{
    // Far beyond what the most flows take.
    private static readonly ReadLimits Limits = new() { MaxBytes = 1024 * 1024, MaxScalarLength = 64 * 1024, MaxDepth = 16, MaxNodes = 50_000, MaxAliasedNodes = 1_000 };

    private readonly DocumentReader _documents;

    /// <summary>Makes a reader.</summary>
    /// <param name="yaml">The YAML format.</param>
    public LifelineReader(ITextFormat yaml) => _documents = new(yaml) { Limits = Limits, Parallelism = 1 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SettingsException">The file cannot be read, or something in it cannot be followed: each place by line and column.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LifelineFile Read(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var faults = new SettingsFaults(path);
        var documents = _documents.ReadFile(path, cancellationToken).Documents;
        foreach (var error in documents.SelectMany(document => document.Errors)) faults.Add(error.Span, error.Message);
        faults.ThrowIfAny();
        if (documents.Count > 1) faults.Add(documents[1].Extent, "A lifelines file is one document. Take out the line --- and what follows.");
        var file = documents.Count == 0 ? new() : new LifelineTree(faults).Read(documents[0].Root!);
        faults.ThrowIfAny();
        return file;
    }
}
