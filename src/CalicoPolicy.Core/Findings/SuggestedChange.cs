using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Findings;

/// <summary>
/// One way to mend a finding: the objects as they are then. Made from the object as it was judged, so that of several changes to
/// one object each is by itself.
/// </summary>
public sealed record SuggestedChange
{
    /// <summary>The object that the finding is in, changed; then those that it newly needs, such as network sets.</summary>
    public required IReadOnlyList<Resource> Resources { get; init => field = ValueList.Of(value); }

    /// <summary>The object that the finding is in, as it was judged; null where that is not known.</summary>
    public Resource? Original { get; init; }

    /// <summary>Other objects of the input that go: what they hold is in <see cref="Resources"/>.</summary>
    public IReadOnlyList<Resource> Removed { get; init => field = ValueList.Of(value); } = ValueList<Resource>.None;

    /// <summary>What the change does besides mending the finding, such as other traffic being allowed or an object to delete; null: nothing.</summary>
    public string? Effect { get; init; }

    /// <summary>The objects as text; null where nobody has written it.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// What changes in the text of the object, and the text of objects that it newly needs, as <c>diff -u</c> shows it: <c>-</c> before lines
    /// that go, <c>+</c> before lines that come. Null where nobody has written it.
    /// </summary>
    public string? Difference { get; init; }

    /// <summary>The text, or what objects there are.</summary>
    public override string ToString() => Text ?? string.Join(", ", Resources);

    /// <summary>The change of one object that does nothing else.</summary>
    internal static SuggestedChange To(Resource changed) => new() { Resources = [changed] };

    /// <summary>The change of one object with what else it does.</summary>
    internal static SuggestedChange To(Resource changed, string? effect) => new() { Resources = [changed], Effect = effect };
}
