using System.Globalization;
using System.Text;

namespace CalicoPolicy.Core.Reporting.Diagrams;

/// <summary>Writes a diagram in Mermaid.</summary>
internal static class MermaidText
{
    /// <summary>The text, with line feeds only.</summary>
    public static string Of(PolicyDiagram diagram)
    {
        var text = new StringBuilder("flowchart LR\n");
        var groups = diagram.Nodes.Where(node => node.Group is not null).GroupBy(node => node.Group!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        for (var index = 0; index < groups.Count; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  subgraph g{index}[\"{Escaped(groups[index].Key)}\"]\n");
            foreach (var node in groups[index]) text.Append(CultureInfo.InvariantCulture, $"    n{node.Number}[\"{Escaped(node.Label!)}\"]\n");
            text.Append("  end\n");
        }

        foreach (var node in diagram.Nodes.Where(node => node.Group is null))
        {
            var shape = node.Label is null ? "((\" \"))" : node.IsOutside ? $"([\"{Escaped(node.Label)}\"])" : $"[\"{Escaped(node.Label)}\"]";
            text.Append(CultureInfo.InvariantCulture, $"  n{node.Number}{shape}\n");
        }

        foreach (var edge in diagram.Edges)
        {
            var arrow = edge.Style == EdgeStyle.Uncertain ? "-.->" : "-->";
            var label = edge.Label.Length == 0 ? string.Empty : $"|\"{Escaped(edge.Label)}\"|";
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} {arrow}{label} n{edge.To}\n");
        }

        AppendStyles(text, diagram.Edges, EdgeStyle.Gained, "stroke:#2da44e,stroke-width:2px");
        AppendStyles(text, diagram.Edges, EdgeStyle.Lost, "stroke:#cf222e,stroke-width:2px,stroke-dasharray:6");
        return text.ToString();
    }

    private static void AppendStyles(StringBuilder text, IReadOnlyList<DiagramEdge> edges, EdgeStyle style, string how)
    {
        var places = Enumerable.Range(0, edges.Count).Where(place => edges[place].Style == style).ToList();
        if (places.Count > 0) text.Append(CultureInfo.InvariantCulture, $"  linkStyle {string.Join(',', places)} {how}\n");
    }

    // Mermaid takes entities by number in quoted text; a name must not end the quotes or become markup.
    private static string Escaped(string label)
    {
        var text = new StringBuilder(label.Length);
        foreach (var character in label)
        {
            if (character is '"' or '<' or '>' or '&' or '#' or '`' or ';' || char.IsControl(character)) text.Append(CultureInfo.InvariantCulture, $"#{(int)character};");
            else text.Append(character);
        }

        return text.ToString();
    }
}
