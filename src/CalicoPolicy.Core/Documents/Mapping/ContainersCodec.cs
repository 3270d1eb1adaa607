using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>
/// The ports of a list of containers, as one list, and Felix's host action; nothing else of a container is kept (decision 26). Calico
/// takes the ports of all containers alike (libcalico-go, appendEndpointPorts).
/// </summary>
internal sealed class ContainersCodec : ICodec<ContainerFacts>
{
    private const string Ports = "ports";

    private static readonly ListCodec<EndpointPort> PortList =
        new(new ObjectSchema<EndpointPort>(new(), EndpointSchemas.PortFields("containerPort"), keepsUnknown: false));

    public static ContainersCodec Instance { get; } = new();

    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out ContainerFacts value)
    {
        value = null;
        if (node is not TreeSequence sequence)
        {
            context.WrongType(node, "a list");
            return false;
        }

        var ports = new List<EndpointPort>();
        HostAction? action = null;
        var isRight = true;
        for (var index = 0; index < sequence.Items.Count; index++)
        {
            context.Enter(index);
            isRight &= TryReadContainer(sequence.Items[index], context, ports, ref action);
            context.Leave();
        }

        value = isRight ? new(ValueList.Of(ports), action) : null;
        return isRight;
    }

    public TreeNode Write(ContainerFacts value)
    {
        var fields = new List<TreeField>();
        if (value.HostAction is { } action) fields.AddRange(FelixEnvironment.Write(action));
        if (value.Ports.Count > 0) fields.Add(new(Ports, default, PortList.Write(value.Ports)));
        return new TreeSequence([new TreeMapping(fields, default)], default);
    }

    private static bool TryReadContainer(TreeNode node, MappingContext context, List<EndpointPort> ports, ref HostAction? action)
    {
        if (node is not TreeMapping container)
        {
            context.WrongType(node, "an object");
            return false;
        }

        var isRight = FelixEnvironment.TryRead(container, context, out var own);
        action ??= own;
        if (container[Ports] is not { } list || list is TreeScalar { Kind: ScalarKind.Null }) return isRight;
        context.Enter(Ports);
        var arePortsRight = PortList.TryRead(list, context, out var read);
        context.Leave();
        if (arePortsRight) ports.AddRange(read!);
        return isRight && arePortsRight;
    }
}
