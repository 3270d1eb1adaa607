using System.Text;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation.Changes;

/// <summary>
/// A new policy for the endpoint alone, in the tier that decided or in one that comes before. Where the tier did not apply to the
/// endpoint before, it hands on what it is not about.
/// </summary>
internal static class PolicyEdits
{
    private const int LongestName = 200;

    public static IEnumerable<FlowEdit> Of(ChangeSide side)
    {
        var tiers = side.Engine.Tiers;
        var last = side.Deciding is { } deciding ? Array.IndexOf(tiers, deciding.Tier) : tiers.Length - 1;
        for (var index = last; index >= 0; index--)
        {
            if (ChangeSide.IsOpen(tiers[index]) && Make(side, tiers[index].Name, tiers[index]) is { } edit) yield return edit;
        }

        // No policy of the last tier is there yet.
        if (side.Deciding is null && !Array.Exists(tiers, tier => tier.Name == TieredPolicy.DefaultTier) && Make(side, TieredPolicy.DefaultTier, null) is { } first) yield return first;
    }

    private static FlowEdit? Make(ChangeSide side, string tier, CompiledTier? compiled)
    {
        var endpoint = side.Endpoint;
        var isHost = endpoint.Kind == EndpointKind.Host;
        var selector = NarrowPeer.SelectorOf(endpoint, side.Engine.Snapshot);

        // A host can be selected by its labels only.
        if (isHost && selector is null) return null;
        var ns = isHost ? null : endpoint.Namespace ?? "default";
        if (side.Rule(ns) is not { } rule) return null;
        var governs = Array.Exists(side.Program, one => one.Tier.Name == tier);
        PolicyRule[] rules = governs ? [rule] : [rule, new() { Action = PolicyAction.Pass }];
        var policy = isHost ? (TieredPolicy)new GlobalNetworkPolicy() : new NetworkPolicy();
        policy = policy with
        {
            Metadata = new() { Name = NameOf(side, tier), Namespace = ns },
            DeclaredTier = tier,
            Order = OrderOf(side, compiled),
            Selector = selector,
            DeclaredTypes = [side.Trace.Direction],
            Ingress = side.IsIngress ? rules : [],
            Egress = side.IsIngress ? [] : rules,
        };
        var rest = governs ? string.Empty : ", and hands the rest on";
        return new(FlowChangeKind.Policy, governs ? 0 : 1, $"Add the {policy} to tier {tier}: '{rule}'{rest}.", policy, before => before);
    }

    private static double? OrderOf(ChangeSide side, CompiledTier? tier)
    {
        if (tier is null) return null;
        var first = tier.Policies.FirstOrDefault(policy => side.Trace.Steps.Any(step => step.RulePath is not null && step.Action.IsTerminal && ReferenceEquals(step.Policy, policy.Source)));
        return first is null ? OrderEdits.Behind(tier) : OrderEdits.Before(tier, first.Source);
    }

    private static string NameOf(ChangeSide side, string tier)
    {
        var verb = side.Wanted == PolicyAction.Allow ? "allow" : "deny";
        var peer = Word(side.Peer.Endpoint is { } endpoint ? endpoint.Workload.Split(' ')[^1].Split('/')[^1] : side.Peer.ToString());
        var own = Word(side.Endpoint.Workload.Split(' ')[^1].Split('/')[^1]);
        var name = $"{tier}.{verb}-{(side.IsIngress ? $"{peer}-to-{own}" : $"{own}-to-{peer}")}";
        if (name.Length > LongestName) name = name[..LongestName].TrimEnd('-', '.');
        var taken = side.Engine.Snapshot.Policies.Select(policy => policy.Name).ToHashSet(StringComparer.Ordinal);
        var free = name;
        for (var number = 2; taken.Contains(free); number++) free = FormattableString.Invariant($"{name}-{number}");
        return free;
    }

    private static string Word(string text)
    {
        var word = new StringBuilder(text.Length);
        foreach (var character in text.ToLowerInvariant()) word.Append(char.IsAsciiLetterOrDigit(character) ? character : '-');
        return word.ToString().Trim('-') is { Length: > 0 } clean ? clean : "peer";
    }
}
