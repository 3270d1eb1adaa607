using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Cluster;

/// <summary>What a server answered about one object.</summary>
/// <param name="Object">The object with its managed fields, as it stands there after the call; null where there is none.</param>
/// <param name="Error">What went wrong; null where nothing did.</param>
public sealed record ObjectAnswer(TreeMapping? Object, ServerError? Error)
{
    /// <summary>The server's warnings.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = ValueList.Of(value); } = ValueList<string>.None;
}
