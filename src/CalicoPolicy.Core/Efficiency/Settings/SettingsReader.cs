using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>Reads settings files, in YAML or JSON.</summary>
public sealed class SettingsReader
{
    // Far beyond what a file of some eighty rules takes.
    private static readonly ReadLimits Limits = new() { MaxBytes = 1024 * 1024, MaxScalarLength = 64 * 1024, MaxDepth = 16, MaxNodes = 50_000, MaxAliasedNodes = 1_000 };

    private readonly DocumentReader _documents;

    /// <summary>Makes a reader.</summary>
    /// <param name="yaml">The YAML format.</param>
    public SettingsReader(ITextFormat yaml) => _documents = new(yaml) { Limits = Limits, Parallelism = 1 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SettingsException">The file cannot be read, or something in it cannot be followed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public SettingsFile Read(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var faults = new SettingsFaults(path);
        var documents = _documents.ReadFile(path, cancellationToken).Documents;
        foreach (var error in documents.SelectMany(document => document.Errors)) faults.Add(error.Span, error.Message);
        faults.ThrowIfAny();
        if (documents.Count > 1) faults.Add(documents[1].Extent, "A settings file is one document. Take out the line --- and what follows.");
        var settings = documents.Count == 0 ? SettingsFile.None : new SettingsTree(path, faults).Read(documents[0].Root!);
        faults.ThrowIfAny();
        return settings;
    }
}
