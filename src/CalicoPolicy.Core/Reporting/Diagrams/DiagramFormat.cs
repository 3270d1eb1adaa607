namespace CalicoPolicy.Core.Reporting.Diagrams;

/// <summary>The languages of diagrams.</summary>
public enum DiagramFormat
{
    /// <summary>Mermaid, which code forges show in Markdown.</summary>
    Mermaid,

    /// <summary>DOT, the language of Graphviz.</summary>
    Dot,
}
