namespace CalicoPolicy.Core.Resources;

/// <summary>A selector of Kubernetes: labels and expressions, all of which must hold. Without either it selects everything.</summary>
public sealed record LabelSelector : ResourcePart
{
    /// <summary>Everything, and no such field in the document.</summary>
    public static LabelSelector None { get; } = new();

    /// <summary>Labels that must be there with these values.</summary>
    public LabelMap MatchLabels { get; init => field = value ?? LabelMap.None; } = LabelMap.None;

    /// <summary>Expressions that must hold.</summary>
    public IReadOnlyList<LabelSelectorRequirement> MatchExpressions { get; init => field = ValueList.Of(value); } = ValueList<LabelSelectorRequirement>.None;

    /// <summary>Whether no criterion is given, so that everything is selected.</summary>
    public bool SelectsAll => MatchLabels.Count == 0 && MatchExpressions.Count == 0;

    /// <summary>The criteria as kubectl writes them: <c>app=web,tier in (a,b)</c>; <c>all()</c> where there is none.</summary>
    public override string ToString() => SelectsAll
        ? "all()"
        : string.Join(',', MatchLabels.Select(label => $"{label.Key}={label.Value}").Concat(MatchExpressions.Select(one => one.ToString())));
}
