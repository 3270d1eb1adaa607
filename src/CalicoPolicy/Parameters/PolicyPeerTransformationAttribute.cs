using System.Collections;
using System.Management.Automation;

namespace CalicoPolicy.Parameters;

/// <summary>Lets a peer be given as an object, as a hashtable with the parameters of New-PolicyPeer, or as the text of a selector.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PolicyPeerTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string selector => PeerArgument.FromSelector(selector),
            IDictionary table => PeerArgument.FromTable(table),
            var other => other,
        };
}
