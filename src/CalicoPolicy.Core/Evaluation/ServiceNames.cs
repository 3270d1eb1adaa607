using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>The services of a snapshot, by name and by address.</summary>
internal sealed class ServiceNames
{
    private readonly Dictionary<(string Namespace, string Name), Service> _services = [];
    private readonly Dictionary<Cidr, Service> _addresses = [];

    public ServiceNames(PolicySnapshot snapshot)
    {
        foreach (var service in snapshot.Resources.OfType<Service>())
        {
            _services[(service.Namespace ?? "default", service.Name)] = service;
            foreach (var text in service.ClusterIPs.Concat(service.ExternalIPs).Concat(service.LoadBalancerIPs))
            {
                if (Cidr.TryParse(text, out var address)) _addresses.TryAdd(address, service);
            }
        }
    }

    public IEnumerable<(string Namespace, string Name)> All => _services.Keys;

    public Service? Find(string ns, string name) => _services.GetValueOrDefault((ns, name));

    public Service? At(Cidr address) => _addresses.GetValueOrDefault(address);

    /// <summary>The service that a name of the cluster's DNS stands for: <c>name.ns.svc</c>, with or without the cluster's domain; null for any other name.</summary>
    public static (string Namespace, string Name)? OfDomain(string domain) =>
        domain.Split('.') is [{ Length: > 0 } name, { Length: > 0 } ns, "svc", ..] ? (ns, name) : null;
}
