using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Authoring;

/// <summary>Fits a deny list to its tier, so that it denies what is on the list and changes nothing else.</summary>
public static class DenyListFitting
{
    private const int Shown = 5;

    /// <summary>Fits a template to what is known without a cluster: the built-in tiers, and the one that is made for it.</summary>
    public static FittedDenyList Fit(DenyList wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Tier == DenyList.DefaultTier) return new() { Template = wanted with { MakesTier = true } };
        if (wanted.Form != DenyListForm.Pods) return new() { Template = wanted };
        if (BuiltInTiers.OrderOf(wanted.Tier) is not null) return Fit(wanted, BuiltInTiers.DefaultActionOf(wanted.Tier), null, []);
        return new()
        {
            Template = wanted with { EndsWithPass = true },
            Warnings = [$"What comes after the deny list in tier {wanted.Tier} is passed over by what the list selects: it ends with Pass, since how the tier ends is not known. Keep the tier for it alone, or give -Snapshot."],
        };
    }

    /// <summary>Fits a template to a cluster.</summary>
    /// <param name="wanted">The template.</param>
    /// <param name="snapshot">The cluster.</param>
    /// <remarks>O(policies + host endpoints + sets).</remarks>
    public static FittedDenyList Fit(DenyList wanted, PolicySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(snapshot);
        var tier = snapshot.Resources.OfType<Tier>().FirstOrDefault(tier => tier.Name == wanted.Tier);
        var isKnown = tier is not null || BuiltInTiers.OrderOf(wanted.Tier) is not null;
        var isNew = !isKnown && snapshot.IsComplete && !snapshot.IsMissing("Tier");
        var fitted = isNew ? new FittedDenyList { Template = wanted with { MakesTier = true } }
            : !isKnown ? Fit(wanted)
            : wanted.Form != DenyListForm.Pods ? new FittedDenyList { Template = wanted }
            : Fit(wanted, tier?.DefaultAction ?? BuiltInTiers.DefaultActionOf(wanted.Tier), snapshot, OthersOf(wanted, snapshot));
        return fitted.Template is { } template
            ? fitted with { Warnings = [.. fitted.Warnings, .. AllowsBefore(template, snapshot), .. SetsOf(template, snapshot), .. HostsOf(template, snapshot), .. GapsOf(snapshot)] }
            : fitted;
    }

    private static FittedDenyList Fit(DenyList wanted, PolicyAction end, PolicySnapshot? snapshot, IReadOnlyList<TieredPolicy> others)
    {
        if (end == PolicyAction.Pass) return new() { Template = wanted };

        // Whatever else selects the same pods there is either passed over, or is no longer the last word at the tier's end.
        if (snapshot is not null && others.Count == 0 && wanted.Tier != TieredPolicy.DefaultTier) return new() { Template = wanted with { EndsWithPass = true } };
        return new()
        {
            Problem = $"No deny list in tier {wanted.Tier} leaves other traffic alone: the tier ends with Deny{(others.Count > 0 ? $" and has other policies ({Names(others)})" : string.Empty)}. "
                + "Without a Pass at its end the list would deny all the rest to what nothing else there selects; with one, what comes after in the tier would be passed over.",
        };
    }

    private static IReadOnlyList<TieredPolicy> OthersOf(DenyList wanted, PolicySnapshot snapshot) =>
    [
        .. Enforced(snapshot).Where(policy => policy.Tier == wanted.Tier && policy.Name != wanted.PolicyName && policy.Types.Any(wanted.Directions.Contains)
            && policy is not GlobalPolicy { DoNotTrack: true } and not GlobalPolicy { PreDnat: true }),
    ];

    private static IEnumerable<TieredPolicy> Enforced(PolicySnapshot snapshot) =>
        snapshot.Resources.OfType<TieredPolicy>().Where(policy => policy is not IStagedPolicy);

    private static IEnumerable<string> AllowsBefore(DenyList template, PolicySnapshot snapshot)
    {
        var policy = template.ToPolicy();
        var orders = snapshot.Resources.OfType<Tier>().ToDictionary(tier => tier.Name, tier => tier.Order ?? Tier.DefaultOrder, StringComparer.Ordinal);
        if (template.MakesTier) orders[template.Tier] = DenyList.DefaultTierOrder;
        double OrderOf(string tier) => orders.TryGetValue(tier, out var order) ? order : BuiltInTiers.OrderOf(tier) ?? Tier.DefaultOrder;
        var before = Enforced(snapshot).Where(other => IsSameStage(other, template.Form) && other.Name != policy.Name && IsBefore(other)
            && template.Directions.Any(direction => other.Types.Contains(direction) && other.RulesOf(direction).Any(rule => rule.Action == PolicyAction.Allow))).ToList();
        if (before.Count > 0) yield return $"What {Names(before)} allow{(before.Count == 1 ? "s" : string.Empty)} is not denied by the list, which comes after: give it a lower -Order, or a tier before.";

        bool IsBefore(TieredPolicy other)
        {
            if (other.Tier == policy.Tier) return PolicyOrder.Instance.Compare(other, policy) < 0;
            var order = OrderOf(other.Tier).CompareTo(OrderOf(policy.Tier));
            return order != 0 ? order < 0 : string.CompareOrdinal(other.Tier, policy.Tier) < 0;
        }
    }

    private static bool IsSameStage(TieredPolicy policy, DenyListForm form) => form switch
    {
        DenyListForm.Untracked => policy is GlobalPolicy { DoNotTrack: true },
        DenyListForm.PreDnat => policy is GlobalPolicy { DoNotTrack: true } or GlobalPolicy { PreDnat: true },
        _ => policy is not GlobalPolicy { DoNotTrack: true } and not GlobalPolicy { PreDnat: true },
    };

    /// <summary>Sets that are not there, and hosts that are on the list.</summary>
    private static IEnumerable<string> SetsOf(DenyList template, PolicySnapshot snapshot)
    {
        var selector = Selector.Parse(template.ToPolicy() is var policy && policy.Ingress.Count > 0 ? policy.Ingress[0].Source.Selector! : policy.Egress[0].Destination.Selector!);
        if (!snapshot.IsMissing("GlobalNetworkSet") && !snapshot.Sets.Any(set => selector.Judge(set.Labels) != Truth.No))
            yield return $"No global network set of the snapshot matches {template.Selector}: the list is empty. New-GlobalNetworkSet makes one, from a file with -Path.";
        var hosts = snapshot.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Host && selector.Judge(endpoint.Labels) != Truth.No).Select(endpoint => endpoint.Name).ToList();
        if (hosts.Count > 0) yield return $"HostEndpoint {string.Join(", ", hosts.Take(Shown))} {(hosts.Count > Shown ? $"and {hosts.Count - Shown} more " : string.Empty)}match the list's selector: their addresses are denied too.";
    }

    private static IEnumerable<string> HostsOf(DenyList template, PolicySnapshot snapshot)
    {
        if (template.Form != DenyListForm.Untracked) yield break;
        var selector = Selector.Parse(template.EndpointSelector ?? string.Empty);
        var blind = snapshot.Endpoints.Where(endpoint => endpoint.Resource is HostEndpoint { InterfaceName: "*" } && selector.Judge(endpoint.Labels) != Truth.No).Select(endpoint => endpoint.Name).ToList();
        if (blind.Count > 0)
            yield return $"HostEndpoint {string.Join(", ", blind.Take(Shown))}{(blind.Count > Shown ? $" and {blind.Count - Shown} more" : string.Empty)} has the interface *, for which Calico passes over policies before connection tracking: use -PreDnat for what comes in there.";
    }

    private static IEnumerable<string> GapsOf(PolicySnapshot snapshot) => snapshot.Gaps
        .Where(gap => gap.Kind is "Tier" or "GlobalNetworkPolicy" or "NetworkPolicy" or "GlobalNetworkSet").Select(gap => $"What comes before and after the list is not wholly known: {gap}");

    private static string Names(IReadOnlyList<TieredPolicy> policies) =>
        string.Join(", ", policies.Take(Shown)) + (policies.Count > Shown ? $" and {policies.Count - Shown} more" : string.Empty);
}
