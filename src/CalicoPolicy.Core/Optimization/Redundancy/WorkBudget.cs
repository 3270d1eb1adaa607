namespace CalicoPolicy.Core.Optimization.Redundancy;

/// <summary>How much work may be done before something counts as not proven.</summary>
/// <param name="steps">How many pairs of boxes are compared.</param>
internal sealed class WorkBudget(int steps)
{
    /// <summary>How much was done.</summary>
    public int Spent { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsSpent => Spent >= steps;

    /// <summary>One step.</summary>
    public void Spend() => Spent++;
}
