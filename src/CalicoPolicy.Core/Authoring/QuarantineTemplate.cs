using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Authoring;

/// <summary>
/// The template of a quarantine: a tier before the others, and in it a policy that denies both directions to whatever carries the
/// label (decision 28; calico-policy.md 6). The Deny is written out, so that it does not hang on how the tier ends.
/// </summary>
public sealed record QuarantineTemplate
{
    /// <summary>The tier where none is given.</summary>
    public const string DefaultTier = "quarantine";

    /// <summary>The tier's order where none is given: before the operator's own tier.</summary>
    public const double DefaultOrder = 10;

    /// <summary>The label where none is given.</summary>
    public static KeyValuePair<string, string> DefaultLabel { get; } = new("quarantine", "true");

    /// <summary>The tier's name.</summary>
    public string Tier { get; init; } = DefaultTier;

    /// <summary>The tier's place among the tiers, lower first.</summary>
    public double Order { get; init; } = DefaultOrder;

    /// <summary>The label that isolates what carries it.</summary>
    public KeyValuePair<string, string> Label { get; init; } = DefaultLabel;

    /// <summary>Who may still connect to what is isolated, to examine it. Replies to them are part of their connections.</summary>
    public IReadOnlyList<PolicyPeer> AllowFrom { get; init => field = ValueList.Of(value); } = ValueList<PolicyPeer>.None;

    /// <summary>Whether what is denied is logged first.</summary>
    public bool Log { get; init; }

    /// <summary>The policy's name: it begins with its tier, which versions up to Open Source 3.31 demand and later ones take (decision 13).</summary>
    public string PolicyName => $"{Tier}.quarantine";

    /// <summary>The policy's selector.</summary>
    /// <exception cref="ArgumentException">The label cannot be written in a selector.</exception>
    public string Selector => new LabelValueNode(Label.Key, LabelOperator.Equal, Label.Value).ToReadable();

    /// <summary>Makes the tier and the policy, in this order.</summary>
    /// <exception cref="ArgumentException">
    /// The label cannot be written in a selector; the tier is a built-in one, which has its place; or a peer has ports: at the peers'
    /// side they would be the ports that they come from.
    /// </exception>
    public IReadOnlyList<Resource> ToResources()
    {
        if (AllowFrom.Any(peer => peer.Ports.Count > 0 || peer.NotPorts.Count > 0))
            throw new ArgumentException("Ports of those who may connect would be the ports that they connect from.");
        if (BuiltInTiers.OrderOf(Tier) is not null)
            throw new ArgumentException($"The tier {Tier} is built in and has its place: a quarantine needs one of its own, before the others.");
        PolicyRule[] denied = Log ? [new() { Action = PolicyAction.Log }, new() { Action = PolicyAction.Deny }] : [new() { Action = PolicyAction.Deny }];
        return
        [
            new Tier { Metadata = new() { Name = Tier }, Order = Order, DefaultAction = PolicyAction.Pass },
            new GlobalNetworkPolicy
            {
                Metadata = new() { Name = PolicyName },
                Tier = Tier,
                Order = 0,
                Selector = Selector,
                DeclaredTypes = [PolicyType.Ingress, PolicyType.Egress],
                Ingress = [.. Peers().Select(peer => new PolicyRule { Action = PolicyAction.Allow, Source = peer }), .. denied],
                Egress = denied,
            },
        ];
    }

    /// <summary>
    /// Whether a policy denies all from and to whatever it selects, but for those who may examine it: Allow rules of ingress, with a
    /// source each, before the Deny. Rules after a Deny of all never match.
    /// </summary>
    /// <param name="policy">The policy as it stands.</param>
    public static bool Isolates(GlobalNetworkPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.DeclaredTypes.Distinct().Count() != 2 || policy.DoNotTrack == true || policy.PreDnat == true) return false;
        var ingress = policy.Ingress.SkipWhile(rule => rule.Action == PolicyAction.Log || IsException(rule)).FirstOrDefault();
        var egress = policy.Egress.SkipWhile(rule => rule.Action == PolicyAction.Log).FirstOrDefault();
        return ingress is not null && IsDenyAll(ingress) && egress is not null && IsDenyAll(egress);
    }

    /// <summary>Whether a policy is a quarantine, by its name in its tier and since it isolates; of whatever tier and label.</summary>
    /// <param name="policy">The policy as it stands.</param>
    internal static bool IsQuarantine(GlobalNetworkPolicy policy)
    {
        var name = new QuarantineTemplate { Tier = policy.Tier }.PolicyName;
        return (policy.Name == name || policy.Name.StartsWith(name + "-", StringComparison.Ordinal)) && Isolates(policy);
    }

    /// <summary>Whether an ingress rule lets in those whom it names, and not anyone.</summary>
    internal static bool IsException(PolicyRule rule) => rule.Action == PolicyAction.Allow && rule.Source != PolicyPeer.None;

    /// <summary>Whom a policy lets in to examine what it isolates.</summary>
    /// <param name="policy">The policy as it stands.</param>
    internal static IReadOnlyList<PolicyPeer> ExceptionsOf(GlobalNetworkPolicy policy) =>
        [.. policy.Ingress.TakeWhile(rule => rule.Action == PolicyAction.Log || IsException(rule)).Where(IsException).Select(rule => rule.Source)];

    private static bool IsDenyAll(PolicyRule rule) => rule with { Metadata = null } == new PolicyRule { Action = PolicyAction.Deny };

    /// <summary>The peers; those that are address blocks and nothing else share a rule for each family, since Calico takes none with both.</summary>
    private IEnumerable<PolicyPeer> Peers()
    {
        var nets = AllowFrom.Where(peer => peer == new PolicyPeer { Nets = peer.Nets }).SelectMany(peer => peer.Nets).Distinct(StringComparer.Ordinal);
        return nets.GroupBy(net => net.Contains(':', StringComparison.Ordinal)).Select(family => new PolicyPeer { Nets = [.. family] })
            .Concat(AllowFrom.Where(peer => peer != new PolicyPeer { Nets = peer.Nets }));
    }
}
