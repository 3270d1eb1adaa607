using System.Management.Automation;

namespace CalicoPolicy.Parameters;

/// <summary>Takes an empty text for nothing, where PowerShell would make a zero of it or refuse it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class EmptyAsNullAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override bool TransformNullOptionalParameters => false;

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is "" ? null : inputData;
}
