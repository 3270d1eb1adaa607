using System.Text;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Validation;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// What the traffic of an endpoint goes through, as a text: tier by tier what the rules ask of the other end, in their order, neighbours
/// that do the same sorted. Equal texts give equal verdicts whatever else is not known. What a rule asks of the endpoint itself is
/// answered and not in the text.
/// </summary>
internal sealed class ProgramText(PolicyEngine engine, bool isIPv6)
{
    private readonly RuleContent _content = new(new SelectorCache());
    private readonly Dictionary<(CompiledRule Rule, bool IsIngress), string> _texts = [];

    /// <summary>The text; null where a policy may or may not select the endpoint, or a rule may or may not be for it.</summary>
    /// <param name="stages">What the traffic goes through.</param>
    /// <param name="self">The endpoint.</param>
    /// <param name="isIngress">The direction.</param>
    public string? Of(IReadOnlyList<PolicyStage> stages, ResolvedEnd self, bool isIngress)
    {
        var text = new StringBuilder();
        foreach (var stage in stages)
        {
            text.Append(stage.Hook).Append(' ').Append(stage.MayPass).Append('\n');
            foreach (var tier in stage.Program.Tiers)
            {
                if (tier.HasGap || Array.Exists(tier.Policies, policy => policy.Applies == Truth.Maybe)) return null;
                text.Append(tier.Tier.Name).Append(' ').Append(tier.Tier.DefaultAction).Append(' ').Append(tier.Tier.IsKnown).Append('\n');
                if (!Add(text, tier, self, isIngress)) return null;
            }
        }

        return text.ToString();
    }

    private bool Add(StringBuilder text, ProgramTier tier, ResolvedEnd self, bool isIngress)
    {
        var alike = new SortedSet<string>(StringComparer.Ordinal);
        var action = RuleStep.Log;
        foreach (var (policy, _) in tier.Policies)
        {
            var ns = policy.Policy.IsNamespaced ? policy.Policy.Namespace ?? "default" : string.Empty;
            foreach (var rule in policy.RulesOf(isIngress))
            {
                if (rule.Action == RuleStep.Log || !rule.IsForFamily(isIPv6)) continue;
                var unknowns = Unknowns.None;
                var isOwn = (isIngress ? rule.Destination : rule.Source).MatchEnd(self, isIPv6, engine.Snapshot, ref unknowns);
                if (isOwn == Truth.Maybe) return false;
                if (isOwn == Truth.No) continue;
                if (rule.Action != action) Flush(rule.Action);
                alike.Add(Of(rule, ns, isIngress));
            }
        }

        Flush(RuleStep.Log);
        return true;

        void Flush(RuleStep next)
        {
            foreach (var line in alike) text.Append(line).Append('\n');
            alike.Clear();
            action = next;
        }
    }

    private string Of(CompiledRule compiled, string ns, bool isIngress)
    {
        if (_texts.TryGetValue((compiled, isIngress), out var known)) return known;
        var rule = compiled.Rule;
        var own = isIngress ? rule.Destination : rule.Source;

        // Named ports are those of the endpoints that the side picks.
        var hasNames = own.Ports.Any(port => port.IsNamed) || own.NotPorts.Any(port => port.IsNamed);
        var answered = hasNames ? Resolved(own, ns) : new PolicyPeer { Ports = own.Ports, NotPorts = own.NotPorts, Services = Resolved(own, ns).Services };
        var other = Resolved(isIngress ? rule.Source : rule.Destination, ns);
        var text = _content.Of(rule with { Source = isIngress ? other : answered, Destination = isIngress ? answered : other });
        _texts.Add((compiled, isIngress), text);
        return text;
    }

    /// <summary>The side with the selectors that the engine matches it with.</summary>
    private static PolicyPeer Resolved(PolicyPeer peer, string ns)
    {
        if (peer.IsAny) return peer;
        var selectors = PeerSelectors.Of(ns, peer);
        return peer with
        {
            Selector = selectors.Positive,
            NotSelector = selectors.Negated,
            NamespaceSelector = null,
            ServiceAccounts = null,
            Services = peer.Services is { } service && string.IsNullOrEmpty(service.Namespace) ? service with { Namespace = ns } : peer.Services,
        };
    }
}
