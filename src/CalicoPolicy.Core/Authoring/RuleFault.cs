namespace CalicoPolicy.Core.Authoring;

/// <summary>A reason why Calico would reject a rule, or one side of it, in whatever policy it stands.</summary>
/// <param name="Field">The field, from the rule or the side: <c>destination.ports[0]</c>; empty for the whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Recommendation">What to do.</param>
public sealed record RuleFault(string Field, string Message, string Recommendation)
{
    /// <summary>The field and what is wrong.</summary>
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}
