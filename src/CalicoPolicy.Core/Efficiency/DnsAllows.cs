using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Efficiency;

/// <summary>Over which protocols the global policies of an input allow DNS. Made in O(rules of global policies).</summary>
internal sealed class DnsAllows
{
    private DnsAllows(RuleContext context)
    {
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is GlobalPolicy policy && !PolicyScope.IsForHostsOnly(policy)) Add(policy);
        }
    }

    public bool OverUdp { get; private set; }

    public bool OverTcp { get; private set; }

    /// <summary>What the input allows.</summary>
    public static DnsAllows Of(RuleContext context) => context.Shared(static made => new DnsAllows(made));

    private void Add(GlobalPolicy policy)
    {
        foreach (var rule in policy.Egress)
        {
            if (!MayAllowDns(rule)) continue;
            OverUdp |= rule.Protocol is null or { IanaNumber: 17 };
            OverTcp |= rule.Protocol is null or { IanaNumber: 6 };
        }
    }

    /// <summary>Whether DNS is among what a rule allows, whatever its criteria on who is asked.</summary>
    public static bool MayAllowDns(PolicyRule rule) => rule.Action == PolicyAction.Allow
        && (rule.IsDnsAllow() || rule.Destination.Services is not null || rule.Destination.Ports.Count == 0
            || rule.Destination.Ports.Any(port => port.IsNamed || port is { Min: <= 53, Max: >= 53 } || port is { Min: <= 5353, Max: >= 5353 }));
}
