using System.Management.Automation;
using CalicoPolicy.Core.Authoring;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Parameters;

/// <summary>Takes words such as <c>user:jane</c> for subjects, beside the subjects of a binding.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SubjectTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var items = LanguagePrimitives.GetEnumerable(inputData)?.Cast<object?>() ?? [inputData];
        return items.Where(item => item is not null).Select(item => ToSubject(item!)).ToArray();
    }

    private static AccessSubject ToSubject(object item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        AccessSubject subject => subject,
        ServiceAccount account => new() { Kind = "ServiceAccount", Namespace = account.Namespace ?? "default", Name = account.Name },
        var word => SubjectText.TryParse(word.ToString(), out var subject, out var fault) ? subject : throw new ArgumentTransformationMetadataException(fault),
    };
}
