using System.Collections;
using System.Management.Automation;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Parameters;

/// <summary>Lets named ports be given as objects, as <c>name:TCP:8080</c>, or as hashtables with Name, Protocol and Port.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class EndpointPortTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Bare(inputData) switch
    {
        null => null,
        string text => new[] { EndpointPortArgument.FromText(text) },
        IDictionary table => new[] { EndpointPortArgument.FromTable(table) },
        IEnumerable many => many.Cast<object?>().Select(One).ToArray(),
        var one => new[] { One(one) },
    };

    private static EndpointPort One(object? value) => Bare(value) switch
    {
        EndpointPort port => port,
        string text => EndpointPortArgument.FromText(text),
        IDictionary table => EndpointPortArgument.FromTable(table),
        var other => throw EndpointPortArgument.Refusal(LabelArgument.ToText(other)),
    };

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
