using System.Globalization;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Validation;

/// <summary>Two documents that say different things of one object: whichever is applied last overwrites the other (decision 33).</summary>
internal sealed class CP3017DuplicateObject : FindingRule
{
    public CP3017DuplicateObject()
        : base(new("CP3017", "DuplicateObject", FindingSeverity.Error, "Two different documents have the same kind, namespace and name: the later overwrites."))
    {
    }

    public override bool LooksAround => true;

    public override IEnumerable<Observation> Judge(Resource subject, RuleContext context)
    {
        if (subject.Name.Length == 0 || ObjectNames.Of(context).FindFirst(subject) is not { } first) yield break;
        if (ReferenceEquals(first, subject) || SaysTheSame(first, subject)) yield break;
        yield return new(
            FieldPath.Root["metadata"]["name"],
            $"{subject} stands in the input twice and differs{Place(first)}; whichever is applied last overwrites the other.",
            "Keep one of them, or give one another name.")
        { Content = "again" };
    }

    private static bool SaysTheSame(Resource left, Resource right) =>
        left.GetType() == right.GetType() && ResourceMapper.Write(left).Equals(ResourceMapper.Write(right));

    private static string Place(Resource first) => first.Location is { IsKnown: true, File: { } file } location
        ? string.Create(CultureInfo.InvariantCulture, $" (the other is at {file}:{location.Line})")
        : string.Empty;
}
