using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Evaluation;

namespace CalicoPolicy.Parameters;

/// <summary>Reads ports and protocols as people type them, one or several.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TrafficTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var data = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (data is TrafficSet traffic) return traffic;
        if (data is IEnumerable several and not string) return several.Cast<object?>().Aggregate(TrafficSet.None, (all, one) => all.Union(Read(one)));
        return Read(data);
    }

    private static TrafficSet Read(object? item)
    {
        if ((item is PSObject wrapped ? wrapped.BaseObject : item) is TrafficSet known) return known;
        var text = LabelArgument.ToText(item);
        return TrafficSet.TryParse(text, out var traffic)
            ? traffic
            : throw new ArgumentTransformationMetadataException($"'{text}' is no port and no protocol. Write a port (443), a range (8000-8100), a protocol (UDP) or both (TCP/443).");
    }
}
