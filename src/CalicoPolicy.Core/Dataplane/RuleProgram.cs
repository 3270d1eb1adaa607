using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// The size of a policy's rule in an eBPF program (calico-dataplane.md 4.5; felix/bpf/polprog/pol_prog_builder.go, counted instruction by
/// instruction). There are no limits of 15 ports and no blocks of rules here.
/// </summary>
internal static class RuleProgram
{
    // Testing a field, and jumping on it.
    private static readonly ProgramSize Test = new(1, 2);
    private static readonly ProgramSize Jump = new(1, 1);

    // Going on at the packet that the rule is for: a jump, with flow logs after the number of the rule is noted.
    private static readonly ProgramSize Noted = new(1, 11);
    private static readonly ProgramSize NotedForLog = new(0, 3);

    /// <summary>The size of a rule in a family; nothing where it is not there in it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="sets">How many IP sets it looks into.</param>
    /// <param name="isIPv6">The family.</param>
    /// <param name="logsFlows">Whether flow logs are on.</param>
    public static ProgramSize Of(PolicyRule rule, RuleIPSets sets, bool isIPv6, bool logsFlows)
    {
        if (!FamilyNets.IsFor(rule, isIPv6)) return default;
        var size = default(ProgramSize);
        if (rule.Protocol is not null) size += Test;
        if (rule.NotProtocol is not null) size += Test;
        foreach (var (nets, isNegated) in ((IReadOnlyList<string>, bool)[])[(rule.Source.Nets, false), (rule.Source.NotNets, true), (rule.Destination.Nets, false), (rule.Destination.NotNets, true)])
        {
            if (FamilyNets.Of(nets, isIPv6, isNegated) is not { } blocks) return default;
            size += Of(blocks, isNegated);
        }

        for (var count = sets.Matched.Count; count > 0; count--) size += LookUp(isIPv6);
        if (sets.HasDestinationSet) size += Jump;
        size += Of(rule.Source.Ports, isNegated: false, isIPv6) + Of(rule.Source.NotPorts, isNegated: true, isIPv6);
        size += Of(rule.Destination.Ports, isNegated: false, isIPv6) + Of(rule.Destination.NotPorts, isNegated: true, isIPv6);
        if (rule.Icmp?.Type is not null) size += Test;
        if (rule.NotIcmp?.Type is not null) size += Test;
        return size + End(rule.Action, logsFlows);
    }

    /// <summary>What comes after the criteria of a rule; alone it is the end of a tier.</summary>
    public static ProgramSize End(PolicyAction action, bool logsFlows) => !action.IsTerminal ? NotedForLog : logsFlows ? Noted + Jump : Jump;

    // Each of the parts of 32 bits that the block fixes is compared; of IPv6 a part that differs leads to the next block.
    private static ProgramSize Of(IReadOnlyList<Cidr> blocks, bool isNegated)
    {
        if (blocks.Count == 0) return default;
        var size = default(ProgramSize);
        foreach (var block in blocks)
        {
            var parts = block.IsIPv6 ? Math.Max(1, (block.Length + 31) / 32) : 1;
            var jumps = 1 + (block.IsIPv6 ? Math.Min(parts, 3) : 0);
            size += new ProgramSize(jumps, (3 * parts) + jumps);
        }

        return isNegated ? size : size + Jump;
    }

    private static ProgramSize Of(IReadOnlyList<PolicyPort> ports, bool isNegated, bool isIPv6)
    {
        if (ports.Count == 0) return default;
        var size = new ProgramSize(0, 1);
        foreach (var port in ports)
        {
            if (port.IsNamed) size += LookUp(isIPv6);
            else size += port.IsRange && port.Min > 0 ? new ProgramSize(2, 2) : Jump;
        }

        return isNegated ? size : size + Jump;
    }

    // The key is put together anew each time: address, port, protocol and the set's number.
    private static ProgramSize LookUp(bool isIPv6) => new(1, isIPv6 ? 22 : 20);
}
