using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Efficiency.Settings;

/// <summary>A file of one document, in YAML or JSON, that tells the module what to do: settings, lifelines.</summary>
/// <param name="yaml">The YAML format.</param>
/// <param name="name">What it is called where there is more than one document in it, e.g. <c>settings file</c>.</param>
internal sealed class SettingsDocument(ITextFormat yaml, string name)
{
    // Far beyond what a file of some eighty rules takes, or the most flows.
    private static readonly ReadLimits Limits = new() { MaxBytes = 1024 * 1024, MaxScalarLength = 64 * 1024, MaxDepth = 16, MaxNodes = 50_000, MaxAliasedNodes = 1_000 };

    private readonly DocumentReader _documents = new(yaml) { Limits = Limits, Parallelism = 1 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="read">Makes what it says of its root, and adds what cannot be followed; not asked of an empty file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What it says; null for an empty file.</returns>
    /// <exception cref="SettingsException">The file cannot be read, or something in it cannot be followed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public T? Read<T>(string path, Func<TreeNode, SettingsFaults, T> read, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(path);
        var faults = new SettingsFaults(path);
        var documents = _documents.ReadFile(path, cancellationToken).Documents;
        foreach (var error in documents.SelectMany(document => document.Errors)) faults.Add(error.Span, error.Message);
        faults.ThrowIfAny();
        if (documents.Count > 1) faults.Add(documents[1].Extent, $"A {name} is one document. Take out the line --- and what follows.");
        var said = documents.Count == 0 ? null : read(documents[0].Root!, faults);
        faults.ThrowIfAny();
        return said;
    }
}
