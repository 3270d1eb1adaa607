namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>What has labels.</summary>
internal enum PartyKind
{
    Pod,
    Host,
    Set,
    Unknown,
}
