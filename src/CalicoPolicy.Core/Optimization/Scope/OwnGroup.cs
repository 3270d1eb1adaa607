using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Optimization.Scope;

/// <summary>Rules of a global policy that are for the same of its endpoints, and the policy that they may have of their own.</summary>
internal sealed class OwnGroup(string? name, TieredPolicy scope)
{
    /// <summary>What the name of the policy ends in; null where the rules name nothing to call it by.</summary>
    public string? Name { get; } = name;

    /// <summary>A policy that selects the endpoints; its rules do not count.</summary>
    public TieredPolicy Scope { get; } = scope;

    /// <summary>The rules that move there, in order.</summary>
    public List<RulePlace> Rules { get; } = [];
}
