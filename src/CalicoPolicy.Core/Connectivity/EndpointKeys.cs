using System.Runtime.CompilerServices;
using CalicoPolicy.Core.Evaluation;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Core.Snapshots;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Finds out by what an engine's policies can tell endpoints apart.</summary>
internal sealed class EndpointKeys
{
    private readonly PolicyEngine _engine;
    private readonly AddressSpace _addresses;
    private readonly bool _isIPv6;
    private readonly UInt128[] _classes;
    private readonly Dictionary<Cidr, UInt128> _services = [];
    private readonly Dictionary<Endpoint, UInt128> _unaddressed = [];
    private readonly Dictionary<IReadOnlyList<EndpointPort>, string> _ports = new(ReferenceEqualityComparer.Instance);
    private int _alone;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public EndpointKeys(PolicyEngine engine, AddressSpace addresses, bool isIPv6, CancellationToken cancellationToken)
    {
        (_engine, _addresses, _isIPv6) = (engine, addresses, isIPv6);
        var signature = new Signature();
        _classes = new UInt128[engine.Snapshot.Classes.Count];
        foreach (var selector in engine.Criteria.Selectors)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (yes, maybe) = (signature.Next(), signature.Next());
            for (var index = 0; index < _classes.Length; index++)
            {
                var picks = selector.OfClass(index);
                if (picks != Truth.No) _classes[index] ^= picks == Truth.Yes ? yes : maybe;
            }
        }

        foreach (var service in engine.Criteria.Services) Note(service, signature);
    }

    /// <summary>The key of an endpoint.</summary>
    public EndpointKey Of(Endpoint endpoint)
    {
        var end = _engine.Ends.Resolve(FlowEnd.Of(endpoint), _isIPv6);
        var isAlone = endpoint.Kind == EndpointKind.Host || end.Endpoints.Length > 1 || end.Nodes.Length > 0;
        return new(
            _classes[endpoint.LabelClass],
            end.Address is { } address ? _addresses.SignatureAt(address) : UInt128.MaxValue,
            end.Address is { } at ? _services.GetValueOrDefault(at) : _unaddressed.GetValueOrDefault(endpoint),
            PortsOf(endpoint.Ports),
            isAlone ? ++_alone : 0);
    }

    /// <summary>Which selectors pick the endpoint, and which may.</summary>
    public UInt128 SelectorsOf(Endpoint endpoint) => _classes[endpoint.LabelClass];

    private void Note(ServiceMembers service, Signature signature)
    {
        var numbers = new Dictionary<(int Protocol, int Port), UInt128>();
        var member = signature.Next();
        foreach (var address in service.Addresses) _services[address] = _services.GetValueOrDefault(address) ^ member;
        foreach (var (address, protocol, port) in service.Ports) _services[address] = _services.GetValueOrDefault(address) ^ NumberOf(protocol, port);
        foreach (var (endpoint, protocol, port) in service.Unaddressed) _unaddressed[endpoint] = _unaddressed.GetValueOrDefault(endpoint) ^ NumberOf(protocol, port);

        UInt128 NumberOf(int protocol, int port)
        {
            if (!numbers.TryGetValue((protocol, port), out var number)) numbers.Add((protocol, port), number = signature.Next());
            return number;
        }
    }

    private string PortsOf(IReadOnlyList<EndpointPort> ports)
    {
        if (ports.Count == 0) return string.Empty;
        if (_ports.TryGetValue(ports, out var text)) return text;
        text = string.Join(' ', ports.Where(port => port.Name is not null).Select(port => $"{port.Name}/{port.Protocol}/{port.Port}").Order(StringComparer.Ordinal));
        _ports.Add(ports, text);
        return text;
    }
}
