namespace CalicoPolicy.Parameters;

/// <summary>The namespaces of the current folder.</summary>
public sealed class NamespaceCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words => SessionWords.Current.Namespaces;
}
