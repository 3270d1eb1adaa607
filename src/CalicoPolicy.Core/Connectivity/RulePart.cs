using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>What a rule matches on one endpoint, of peers that it asks the same traffic of.</summary>
/// <param name="Action">What the rule does.</param>
/// <param name="Peers">The peers.</param>
/// <param name="Traffic">The traffic.</param>
internal sealed record RulePart(RuleStep Action, PeerSet Peers, PartialTraffic Traffic);
