namespace CalicoPolicy.Core.Tests.Validation;

/// <summary>A constraint of the specification, with resources that keep it and some that break it.</summary>
/// <param name="Section">Where the specification has it.</param>
/// <param name="Constraint">What it says.</param>
/// <param name="Valid">Documents that keep it.</param>
/// <param name="Invalid">Documents that break it, each with the path that the finding names.</param>
public sealed record ConstraintRow(string Section, string Constraint, string[] Valid, (string Yaml, string Path)[] Invalid)
{
    /// <summary>The rule that finds it, CP3001 unless said otherwise.</summary>
    public string RuleId { get; init; } = "CP3001";

    /// <summary>Whether it is of Calico Enterprise alone.</summary>
    public bool IsEnterprise { get; init; }

    public override string ToString() => $"{Section} {Constraint}";
}
