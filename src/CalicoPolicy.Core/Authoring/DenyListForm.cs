namespace CalicoPolicy.Core.Authoring;

/// <summary>Where a deny list stands in a packet's way.</summary>
public enum DenyListForm
{
    /// <summary>At the pods.</summary>
    Pods,

    /// <summary>
    /// At the interfaces of hosts, before connections are tracked, for traffic that is forwarded to pods too: cheapest against floods.
    /// Host endpoints with <c>interfaceName: *</c> know no such policies (felix/dataplane/linux/endpoint_mgr.go).
    /// </summary>
    Untracked,

    /// <summary>At the interfaces of hosts, before addresses of services are translated; what comes in only.</summary>
    PreDnat,
}
