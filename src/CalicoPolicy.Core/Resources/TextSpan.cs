namespace CalicoPolicy.Core.Resources;

/// <summary>From the first character of something to the place just after its last one.</summary>
/// <param name="Start">The first character.</param>
/// <param name="End">The place after the last character.</param>
public readonly record struct TextSpan(Position Start, Position End)
{
    /// <inheritdoc />
    public override string ToString() => $"{Start}-{End}";
}
