namespace CalicoPolicy.Core.Reporting.Diagrams;

/// <summary>How an arrow is drawn.</summary>
internal enum EdgeStyle
{
    /// <summary>Traffic that gets through.</summary>
    Plain,

    /// <summary>Traffic of which it is not known.</summary>
    Uncertain,

    /// <summary>Traffic that a change lets through.</summary>
    Gained,

    /// <summary>Traffic that a change drops.</summary>
    Lost,
}

/// <summary>An arrow of a diagram.</summary>
/// <param name="From">The number of the node that it begins at.</param>
/// <param name="To">The number of the node that it ends at.</param>
/// <param name="Label">The traffic; empty for a part of a way that is labelled elsewhere.</param>
/// <param name="Style">How it is drawn.</param>
internal sealed record DiagramEdge(int From, int To, string Label, EdgeStyle Style);
