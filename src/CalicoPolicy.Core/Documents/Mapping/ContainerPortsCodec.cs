using System.Diagnostics.CodeAnalysis;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents.Mapping;

/// <summary>
/// The ports of a list of containers, as one list; nothing else of a container is kept (decision 26). Calico takes the ports of
/// all containers alike (libcalico-go, appendEndpointPorts).
/// </summary>
internal sealed class ContainerPortsCodec : ICodec<IReadOnlyList<EndpointPort>>
{
    private const string Ports = "ports";

    private static readonly ListCodec<EndpointPort> PortList =
        new(new ObjectSchema<EndpointPort>(new(), EndpointSchemas.PortFields("containerPort"), keepsUnknown: false));

    public static ContainerPortsCodec Instance { get; } = new();

    public bool TryRead(TreeNode node, MappingContext context, [MaybeNullWhen(false)] out IReadOnlyList<EndpointPort> value)
    {
        value = null;
        if (node is not TreeSequence sequence)
        {
            context.WrongType(node, "a list");
            return false;
        }

        var ports = new List<EndpointPort>();
        var isRight = true;
        for (var index = 0; index < sequence.Items.Count; index++)
        {
            context.Enter(index);
            isRight &= TryReadContainer(sequence.Items[index], context, ports);
            context.Leave();
        }

        value = isRight ? ValueList.Of(ports) : null;
        return isRight;
    }

    public TreeNode Write(IReadOnlyList<EndpointPort> value) => new TreeSequence(
        [new TreeMapping([new(Ports, default, PortList.Write(value))], default)], default);

    private static bool TryReadContainer(TreeNode node, MappingContext context, List<EndpointPort> ports)
    {
        if (node is not TreeMapping container)
        {
            context.WrongType(node, "an object");
            return false;
        }

        if (container[Ports] is not { } list || list is TreeScalar { Kind: ScalarKind.Null }) return true;
        context.Enter(Ports);
        var isRight = PortList.TryRead(list, context, out var read);
        context.Leave();
        if (isRight) ports.AddRange(read!);
        return isRight;
    }
}
