using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// What of a policy's rule decides how many rules of the kernel it becomes in one IP family (calico-dataplane.md 4.2; felix/rules/policy.go).
/// One rule of the kernel takes one match of ports and one block on each side; what is more than that becomes blocks of rules before it,
/// which add up their result in a mark.
/// </summary>
internal sealed record RuleShape
{
    /// <summary>What the rule does.</summary>
    public required PolicyAction Action { get; init; }

    /// <summary>Matches that the source ports need: of 15 numbers each, and one for each name.</summary>
    public int SourcePorts { get; init; }

    /// <summary>Matches that the destination ports need.</summary>
    public int DestinationPorts { get; init; }

    /// <summary>Blocks of the source.</summary>
    public int SourceNets { get; init; }

    /// <summary>Blocks of the destination.</summary>
    public int DestinationNets { get; init; }

    /// <summary>Blocks that the source may not be in.</summary>
    public int NotSourceNets { get; init; }

    /// <summary>Blocks that the destination may not be in.</summary>
    public int NotDestinationNets { get; init; }

    /// <summary>Whether anything else is asked: protocol, ICMP, IP sets, excluded ports. All of it fits into the last rule.</summary>
    public bool AsksMore { get; init; }

    /// <summary>Whether it matches every packet that comes to it.</summary>
    public bool IsForEverything => !AsksMore && SourcePorts + DestinationPorts + SourceNets + DestinationNets + NotSourceNets + NotDestinationNets == 0;

    /// <summary>Whether its last rule returns to the chain that jumped here, so that it is left out at the end of a chain.</summary>
    public bool Returns => Action == PolicyAction.Allow || Action == PolicyAction.Pass;

    /// <summary>The rules that match before anything is done: 0 where the last rule takes all.</summary>
    public int MatchRules
    {
        get
        {
            var (rules, positive, hasStart) = (0, 0, false);
            Match(SourcePorts);
            Match(DestinationPorts);
            Match(SourceNets);
            Match(DestinationNets);
            Exclude(SourceNets, NotSourceNets);
            Exclude(DestinationNets, NotDestinationNets);
            return rules + (hasStart ? 1 : 0);

            // Of several blocks the later ones take a rule to add up.
            void Match(int count)
            {
                if (count <= 1) return;
                rules += count + (positive > 0 ? 1 : 0);
                positive++;
                hasStart = true;
            }

            void Exclude(int matched, int excluded)
            {
                var inLastRule = matched == 1 ? 1 : 0;
                if (inLastRule + excluded <= 1) return;
                rules += excluded;
                hasStart = true;
            }
        }
    }

    /// <summary>The shape of a rule in a family; null where it is not there in it.</summary>
    public static RuleShape? Of(PolicyRule rule, bool isIPv6)
    {
        if (!FamilyNets.IsFor(rule, isIPv6)
            || FamilyNets.Of(rule.Source.Nets, isIPv6, isNegated: false) is not { } sources
            || FamilyNets.Of(rule.Source.NotNets, isIPv6, isNegated: true) is not { } notSources
            || FamilyNets.Of(rule.Destination.Nets, isIPv6, isNegated: false) is not { } destinations
            || FamilyNets.Of(rule.Destination.NotNets, isIPv6, isNegated: true) is not { } notDestinations) return null;
        return new()
        {
            Action = rule.Action,
            SourcePorts = PortSplits.Count(rule.Source.Ports) + PortSplits.CountNamed(rule.Source.Ports),
            DestinationPorts = PortSplits.Count(rule.Destination.Ports) + PortSplits.CountNamed(rule.Destination.Ports),
            SourceNets = sources.Count,
            DestinationNets = destinations.Count,
            NotSourceNets = notSources.Count,
            NotDestinationNets = notDestinations.Count,
            AsksMore = rule.Protocol is not null || rule.NotProtocol is not null || rule.Icmp?.Type is not null || rule.NotIcmp?.Type is not null
                || AsksMoreOf(rule.Source) || AsksMoreOf(rule.Destination),
        };
    }

    /// <summary>The rules that do something: setting a mark and acting on it, with flow logs one more between; for a log entry one.</summary>
    public int ActionRules(bool logsFlows) => !Action.IsTerminal ? 1 : logsFlows ? 3 : 2;

    // Domains are IP sets that are filled from answers of DNS (decision 31).
    private static bool AsksMoreOf(PolicyPeer peer) => peer.NotPorts.Count > 0 || peer.Services is not null || peer.Domains.Count > 0
        || !string.IsNullOrEmpty(peer.Selector) || !string.IsNullOrEmpty(peer.NotSelector) || !string.IsNullOrEmpty(peer.NamespaceSelector)
        || peer.ServiceAccounts is { } accounts && (accounts.Names.Count > 0 || !string.IsNullOrEmpty(accounts.Selector));
}
