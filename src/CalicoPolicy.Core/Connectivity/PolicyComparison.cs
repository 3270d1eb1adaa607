using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Differences;
using CalicoPolicy.Core.Documents.Json;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// In which fields two sets of resources differ. Objects are matched by kind, namespace and name; what a server fills in does not count.
/// Linear in the number of objects; for the lists of an object see <see cref="ListAlignment"/>.
/// </summary>
public static class PolicyComparison
{
    /// <summary>The differences: object by object in the order of the first set, then what only the second has.</summary>
    /// <param name="reference">The first set.</param>
    /// <param name="difference">The second set.</param>
    /// <param name="normalize">Whether what means the same counts as the same: order and spelling of set members and selectors, and defaults.</param>
    /// <param name="repeated">Takes the objects that a set has more than once; the last counts.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<PolicyDifference> Compare(
        IEnumerable<Resource> reference, IEnumerable<Resource> difference, bool normalize, ICollection<Resource> repeated, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(repeated);
        return Between(new ResourceSet(reference, repeated), new ResourceSet(difference, repeated), normalize, cancellationToken);
    }

    private static IEnumerable<PolicyDifference> Between(ResourceSet reference, ResourceSet difference, bool normalize, CancellationToken cancellationToken)
    {
        foreach (var resource in reference.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (difference.Find(resource) is not { } other)
            {
                yield return Whole(resource, null);
                continue;
            }

            foreach (var found in Fields(resource, other, normalize)) yield return found;
        }

        foreach (var resource in difference.All)
        {
            if (reference.Find(resource) is null) yield return Whole(null, resource);
        }
    }

    private static PolicyDifference Whole(Resource? reference, Resource? difference) =>
        Row(reference is null ? TreeChangeKind.Added : TreeChangeKind.Removed, FieldPath.Root, reference, FieldPath.Root, difference, FieldPath.Root) with
        {
            ReferenceValue = reference,
            DifferenceValue = difference,
        };

    private static IEnumerable<PolicyDifference> Fields(Resource reference, Resource difference, bool normalize)
    {
        var left = normalize ? NormalForm.Of(reference) : NormalForm.AsWritten(reference);
        var right = normalize ? NormalForm.Of(difference) : NormalForm.AsWritten(difference);
        foreach (var change in TreeDiffer.Between(left.Root, right.Root, alignsLists: true))
        {
            var (leftPath, rightPath) = (left.PathInDocument(change.LeftPath), right.PathInDocument(change.RightPath));
            yield return Row(change.Kind, change.Kind == TreeChangeKind.Added ? rightPath : leftPath, reference, leftPath, difference, rightPath) with
            {
                ReferenceValue = change.Left is null ? null : Value(left.AsDocumented(leftPath) ?? change.Left),
                DifferenceValue = change.Right is null ? null : Value(right.AsDocumented(rightPath) ?? change.Right),
            };
        }
    }

    private static PolicyDifference Row(TreeChangeKind kind, FieldPath path, Resource? reference, FieldPath leftPath, Resource? difference, FieldPath rightPath)
    {
        var named = (reference ?? difference)!;
        return new PolicyDifference
        {
            Change = kind,
            Kind = named.Kind,
            Namespace = named.Namespace,
            Name = named.Name,
            Path = path.ToString(),
            ReferenceFile = reference?.Location.File,
            ReferenceLine = Line(reference, leftPath),
            DifferenceFile = difference?.Location.File,
            DifferenceLine = Line(difference, rightPath),
        };
    }

    private static int? Line(Resource? resource, FieldPath path) => resource is { Location.IsKnown: true } ? resource.Location.Find(path).Start.Line : null;

    private static object? Value(TreeNode node) => node switch
    {
        TreeScalar { Kind: ScalarKind.Null } => null,
        TreeScalar { Kind: ScalarKind.Boolean } scalar when ScalarValues.TryGetBoolean(scalar, out var truth) => truth,
        TreeScalar { Kind: ScalarKind.Integer } scalar when ScalarValues.TryGetInteger(scalar, out var integer) => integer,
        TreeScalar { Kind: ScalarKind.Float } scalar when ScalarValues.TryGetDouble(scalar, out var number) => number,
        TreeScalar scalar => scalar.Text,
        _ => JsonTreeWriter.OneLine(node),
    };
}
