using System.Collections;
using System.Management.Automation;

namespace CalicoPolicy.Parameters;

/// <summary>Lets one label be given as a hashtable or as <c>key=value</c>; refuses more than one, or none.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LabelPairTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (given is string text && text.Split('=', 2) is [{ Length: > 0 } key, var value]) return new Hashtable { [key.Trim()] = value.Trim() };
        if (given is not string and not IDictionary { Count: 1 }) throw new ArgumentTransformationMetadataException("Give one label: @{ quarantine = 'true' } or 'quarantine=true'.");
        return given is IDictionary ? given : throw new ArgumentTransformationMetadataException($"'{given}' is no label. Write key=value: quarantine=true.");
    }
}
