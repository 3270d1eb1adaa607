using CalicoPolicy.Core.Conversion;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Optimization.Changes;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Optimization.Rewrites;

/// <summary>
/// The rules whose selectors may pick a network set that is not there yet: <c>all()</c>, <c>!has(app)</c>, the namespace that it is in.
/// With the set they would come to match its addresses too. Policies of all kinds count, and profiles. Domains of a set count for the
/// destination of egress rules that allow, and nowhere else.
/// </summary>
/// <remarks>
/// Made in O(size of the rules). Hardly any selector may pick a set that has but one label; a question costs O(those that may pick one of
/// the namespace).
/// </remarks>
internal sealed class SetPickers
{
    private readonly HashSet<(string Selector, bool CountsDomains)> _seen = [];
    private readonly List<Picker> _anywhere = [];
    private readonly Dictionary<string, List<Picker>> _byNamespace = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Picker>> _byLabel = new(StringComparer.Ordinal);
    private readonly string? _unread;

    public SetPickers(RewriteContext context)
    {
        if (context.Snapshot is { } snapshot && PolicyGaps.Of(snapshot, PolicyView.PendingCalico) is [var gap, ..]) _unread = $"what was not read of the cluster ({gap.Kind})";
        foreach (var resource in context.Resources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (resource is Profile profile)
            {
                foreach (var place in RulePlace.Of(profile)) Add(profile, string.Empty, place);
            }
            else if (PolicyOf(resource) is { } policy)
            {
                var ns = policy.IsNamespaced ? policy.Namespace ?? "default" : string.Empty;
                foreach (var place in RulePlace.Of(policy)) Add(resource, ns, place);
            }
        }
    }

    /// <summary>Who may pick the set, in words; null where no rule of any cluster with these policies does.</summary>
    public string? Of(AddressSet set)
    {
        var labels = SetLabels.Of(set);
        return _unread ?? Find(_anywhere) ?? Find(_byLabel.GetValueOrDefault(labels.Value!))
            ?? (labels.Namespace is { } ns ? Find(_byNamespace.GetValueOrDefault(ns)) : null);

        string? Find(List<Picker>? pickers)
        {
            foreach (var picker in pickers ?? [])
            {
                if ((picker.CountsDomains || set.Nets.Count > 0) && PartialEvaluation.Judge(picker.Selector!, labels) != Truth.No) return picker.ToString();
            }

            return null;
        }
    }

    private static TieredPolicy? PolicyOf(Resource resource) => resource switch
    {
        TieredPolicy policy => policy,
        KubernetesPolicy policy => KubernetesPolicyConversion.Convert(policy).Policy,
        ClusterNetworkPolicy policy => ClusterPolicyConversion.Convert(policy).Policy,
        _ => null,
    };

    private void Add(Resource subject, string ns, RulePlace place)
    {
        foreach (var (side, peer) in place.Sides)
        {
            if (peer.MatchesAnyAddress) continue;
            var selectors = PeerSelectors.Of(ns, peer);
            var countsDomains = place.Direction == PolicyType.Egress && side == "destination" && place.Rule.Action == PolicyAction.Allow;
            Add(selectors.Positive, new(countsDomains, subject, place, side));
            Add(selectors.Negated, new(CountsDomains: false, subject, place, side));
        }
    }

    private void Add(string text, Picker picker)
    {
        // What is no selector is none for Calico either, and its policy is not in force.
        if (text.Length == 0 || !_seen.Add((text, picker.CountsDomains)) || !Selector.TryParse(text, out var selector, out _)) return;
        var mayPick = PartialEvaluation.Judge(selector.Root, new SetLabels(IsNamespaced: true, null, null)) != Truth.No
            || PartialEvaluation.Judge(selector.Root, new SetLabels(IsNamespaced: false, null, null)) != Truth.No;
        if (!mayPick) return;
        picker = picker with { Selector = selector.Root };
        var asked = LabelRestrictions.Of(selector.Root).Labels;
        if (asked.GetValueOrDefault(SetExtraction.Label) is { LimitsValues: true } labels)
            Add(_byLabel, labels.Values, picker);
        else if ((asked.GetValueOrDefault(AutomaticLabels.Namespace) ?? asked.GetValueOrDefault(AutomaticLabels.NamespacePrefix + AutomaticLabels.Name)) is { LimitsValues: true } names)
            Add(_byNamespace, names.Values, picker);
        else
            _anywhere.Add(picker);
    }

    private static void Add(Dictionary<string, List<Picker>> index, IReadOnlyList<string> values, Picker picker)
    {
        foreach (var value in values)
        {
            if (!index.TryGetValue(value, out var pickers)) index.Add(value, pickers = []);
            pickers.Add(picker);
        }
    }

    /// <summary>A selector that may pick sets of ours.</summary>
    private readonly record struct Picker(bool CountsDomains, Resource Subject, RulePlace Place, string Side)
    {
        public SelectorNode? Selector { get; init; }

        public override string ToString() => $"the {Side} of {Place} of {Subject}";
    }
}
