namespace CalicoPolicy.Core.Resources;

/// <summary>
/// One side of a rule's packets (Calico's EntityRule). All criteria that are given must hold; a peer without criteria is anyone.
/// </summary>
public sealed record PolicyPeer : ResourcePart
{
    /// <summary>Anyone, and no such field in the document.</summary>
    public static PolicyPeer None { get; } = new();

    /// <summary>Address blocks, one of which must hold the address.</summary>
    public IReadOnlyList<string> Nets { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Selects endpoints and network sets by label; null or empty: no criterion.</summary>
    public string? Selector { get; init; }

    /// <summary>Selects namespaces by label, or <c>global()</c>: what is in none; null or empty: the policy's own namespace, or any.</summary>
    public string? NamespaceSelector { get; init; }

    /// <summary>Ports, one of which must match.</summary>
    public IReadOnlyList<PolicyPort> Ports { get; init => field = ValueList.Of(value); } = ValueList<PolicyPort>.None;

    /// <summary>Domain names (Calico Enterprise): exact, or with <c>*</c> as one component that is not the last.</summary>
    public IReadOnlyList<string> Domains { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Address blocks, none of which may hold the address.</summary>
    public IReadOnlyList<string> NotNets { get; init => field = ValueList.Of(value); } = ValueList<string>.None;

    /// <summary>Selects by label what may not match; alone it matches everything else, outside of the cluster too.</summary>
    public string? NotSelector { get; init; }

    /// <summary>Ports, none of which may match.</summary>
    public IReadOnlyList<PolicyPort> NotPorts { get; init => field = ValueList.Of(value); } = ValueList<PolicyPort>.None;

    /// <summary>Service accounts that the pod must run as; null: no criterion.</summary>
    public ServiceAccountMatch? ServiceAccounts { get; init; }

    /// <summary>The service whose backends match; null: no criterion.</summary>
    public ServiceMatch? Services { get; init; }

    /// <summary>Whether no criterion at all is given, so that any address and any port match.</summary>
    public bool IsAny => MatchesAnyAddress && Ports.Count == 0 && NotPorts.Count == 0;

    /// <summary>Whether no criterion on who the peer is is given; ports may be.</summary>
    public bool MatchesAnyAddress => Nets.Count == 0 && NotNets.Count == 0 && Domains.Count == 0
        && string.IsNullOrEmpty(Selector) && string.IsNullOrEmpty(NotSelector) && string.IsNullOrEmpty(NamespaceSelector)
        && ServiceAccounts is null && Services is null;

    /// <summary>The criteria in a few words, for tables and messages: <c>app == 'db'; ports 5432</c>, or <c>any</c>.</summary>
    public override string ToString()
    {
        var words = new List<string>();
        if (!string.IsNullOrEmpty(Selector)) words.Add(Selector);
        if (!string.IsNullOrEmpty(NotSelector)) words.Add($"not {NotSelector}");
        if (!string.IsNullOrEmpty(NamespaceSelector)) words.Add($"namespaces {NamespaceSelector}");
        Add(words, "nets", Nets);
        Add(words, "not nets", NotNets);
        Add(words, "domains", Domains);
        if (ServiceAccounts is { } accounts)
        {
            Add(words, "service accounts", accounts.Names);
            if (!string.IsNullOrEmpty(accounts.Selector)) words.Add($"service accounts {accounts.Selector}");
        }

        if (Services is { } service) words.Add($"service {(service.Namespace is null ? service.Name : $"{service.Namespace}/{service.Name}")}");
        Add(words, "ports", Ports);
        Add(words, "not ports", NotPorts);
        return words.Count == 0 ? "any" : string.Join("; ", words);
    }

    private static void Add<T>(List<string> words, string name, IReadOnlyList<T> items)
    {
        const int Shown = 4;
        if (items.Count == 0) return;
        var rest = items.Count > Shown ? $" and {items.Count - Shown} more" : string.Empty;
        words.Add($"{name} {string.Join(",", items.Take(Shown))}{rest}");
    }
}
