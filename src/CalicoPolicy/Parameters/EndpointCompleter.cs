using System.Collections;

namespace CalicoPolicy.Parameters;

/// <summary>The pods, workloads, services, nodes and host endpoints of the snapshot, else of the current folder.</summary>
public sealed class EndpointCompleter : WordCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<string> WordsFor(string command, IDictionary parameters) => SessionWords.For(parameters).Endpoints;

    /// <inheritdoc />
    protected override bool IsPlain(string word) => base.IsPlain(word.Replace('/', '-'));
}
