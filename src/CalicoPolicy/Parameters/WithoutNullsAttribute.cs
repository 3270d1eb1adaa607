using System.Collections;
using System.Management.Automation;

namespace CalicoPolicy.Parameters;

/// <summary>
/// Takes <c>$null</c> for an empty list, and leaves it out of one: scripts hand on what they were not given. Lists of objects that
/// PowerShell takes for one thing are lists here.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithoutNullsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject { BaseObject: IList list } ? list : inputData;
        return value switch
        {
            null => Array.Empty<object>(),
            IEnumerable<object?> several and not IList => several.Where(item => !IsNull(item)).ToArray(),
            object?[] items when Array.Exists(items, IsNull) => Array.FindAll(items, item => !IsNull(item)),
            _ => inputData!,
        };
    }

    private static bool IsNull(object? item) => item is null;
}
