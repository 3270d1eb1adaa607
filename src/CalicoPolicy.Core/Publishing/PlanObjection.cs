using CalicoPolicy.Core.Publishing.Guard;

namespace CalicoPolicy.Core.Publishing;

/// <summary>What stands against a plan as a whole: then nothing of it is sent.</summary>
/// <param name="Message">What it is.</param>
/// <param name="Action">What to do about it.</param>
/// <param name="Lockout">The lifeline that would be cut; null where it is something else.</param>
public sealed record PlanObjection(string Message, string Action, Lockout? Lockout = null)
{
    /// <summary>What it is.</summary>
    public override string ToString() => Message;
}
