namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>How a file is written.</summary>
internal enum CorpusStyle
{
    /// <summary>YAML documents as kubectl prints each of them.</summary>
    KubectlStream,

    /// <summary>What <c>kubectl get -o yaml</c> gives: one List, with what the server adds to each object.</summary>
    KubectlList,

    /// <summary>YAML as people write it: comments, quotes, flow lists, folded text.</summary>
    ByHand,

    /// <summary>What <c>kubectl get -o json</c> gives.</summary>
    JsonList,
}
