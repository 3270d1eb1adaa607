using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>
/// Leaves out of many rules those that surely do not match: by protocol and destination port, and by what selectors and address blocks
/// say of either end. Whether one that is left matches only <see cref="CompiledRule.Match"/> says.
/// </summary>
/// <remarks>Up to five sets of bits, each looked up by a number; what is made once is kept, within limits.</remarks>
internal sealed class RuleIndex(ProgramRule[] rules)
{
    private readonly PortRules _ports = new(rules);
    private readonly SelectionRules? _sources = SelectionRules.Of(rules, isSource: true);
    private readonly SelectionRules? _destinations = SelectionRules.Of(rules, isSource: false);
    private readonly BlockRules? _sourceBlocks = BlockRules.Of(rules, isSource: true);
    private readonly BlockRules? _destinationBlocks = BlockRules.Of(rules, isSource: false);

    /// <summary>The rules that may match a packet.</summary>
    public RuleCandidates Find(in Packet packet, PolicySnapshot snapshot) => new(
        _ports.Find(packet),
        _sources?.Find(packet.Source, snapshot),
        _destinations?.Find(packet.Destination, snapshot),
        _sourceBlocks?.Find(packet.Source, packet.IsIPv6),
        _destinationBlocks?.Find(packet.Destination, packet.IsIPv6));
}
