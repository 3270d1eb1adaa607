using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Evaluation.Reference;

/// <summary>Whom policies and the sides of rules select, field by field (calico-dataplane.md 1.6, calico-policy.md 2.5).</summary>
internal sealed class EntitySelection(Labelling labels)
{
    private const string OfNamespace = "projectcalico.org/namespace";
    private const string OfAccount = "projectcalico.org/serviceaccount";

    /// <summary>Whether a policy is for an endpoint.</summary>
    public bool Selects(TieredPolicy policy, Party party, World world)
    {
        string? Label(string key) => labels.Find(party, key, world);
        var reading = new SelectorReading(Label);
        var accounts = reading with { Prefix = "pcsa." };
        if (policy is not GlobalPolicy global)
        {
            return Label(OfNamespace) == (policy.Namespace ?? "default")
                && (IsEmpty(policy.Selector) || reading.Holds(policy.Selector!))
                && (IsEmpty(policy.ServiceAccountSelector) || accounts.Holds(policy.ServiceAccountSelector!));
        }

        // In a global policy all() comes to mean "in some namespace" as soon as there is a namespaceSelector, anywhere in the text,
        // and "with a service account" as soon as there is a serviceAccountSelector, in what has not become the other yet.
        var hasNamespace = Label(OfNamespace) is not null;
        var hasAccount = Label(OfAccount) is not null;
        var all = !IsEmpty(global.NamespaceSelector) ? hasNamespace : IsEmpty(policy.ServiceAccountSelector) || hasAccount;
        return (IsEmpty(policy.Selector) || (reading with { All = all }).Holds(policy.Selector!))
            && (IsEmpty(global.NamespaceSelector) || (reading with { Prefix = "pcns.", All = hasNamespace }).Holds(global.NamespaceSelector!))
            && (IsEmpty(policy.ServiceAccountSelector) || (accounts with { All = hasAccount }).Holds(policy.ServiceAccountSelector!));
    }

    /// <summary>Whether a side of a rule asks for something that is selected; not for what a lone notSelector of a global policy excludes.</summary>
    public static bool AsksForSome(PolicyPeer peer, string? ns) =>
        !IsEmpty(peer.Selector) || !IsEmpty(peer.NamespaceSelector) || HasAccounts(peer) || (ns is not null && !IsEmpty(peer.NotSelector));

    /// <summary>Whether a side of a rule, of a policy in a namespace or of a global one, is for somebody.</summary>
    public bool Selects(PolicyPeer peer, string? ns, Party party, World world)
    {
        string? Label(string key) => labels.Find(party, key, world);
        var reading = new SelectorReading(Label);
        if (!IsEmpty(peer.NamespaceSelector))
        {
            var has = Label(OfNamespace) is not null;
            if (!(reading with { Prefix = "pcns.", All = has, Global = !has }).Holds(peer.NamespaceSelector!)) return false;
        }
        else if (ns is not null && Label(OfNamespace) != ns)
        {
            return false;
        }

        return (IsEmpty(peer.Selector) || reading.Holds(peer.Selector!))
            && !Excludes(peer, party, world)
            && (peer.ServiceAccounts is not { Names.Count: > 0 } named || named.Names.Contains(Label(OfAccount)))
            && (IsEmpty(peer.ServiceAccounts?.Selector) || (reading with { Prefix = "pcsa." }).Holds(peer.ServiceAccounts!.Selector!));
    }

    /// <summary>Whether the notSelector of a side is for somebody.</summary>
    public bool Excludes(PolicyPeer peer, Party party, World world) =>
        !IsEmpty(peer.NotSelector) && new SelectorReading(key => labels.Find(party, key, world)).Holds(peer.NotSelector!);

    private static bool HasAccounts(PolicyPeer peer) => peer.ServiceAccounts is { } accounts && (accounts.Names.Count > 0 || !IsEmpty(accounts.Selector));

    private static bool IsEmpty(string? text) => string.IsNullOrEmpty(text);
}
