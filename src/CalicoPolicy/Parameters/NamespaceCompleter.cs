using System.Collections;

namespace CalicoPolicy.Parameters;

/// <summary>The namespaces of the snapshot, else of the current folder.</summary>
public sealed class NamespaceCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> WordsFor(string command, IDictionary parameters) => SessionWords.For(parameters).Namespaces;
}
