using System.Globalization;
using System.Text;

namespace CalicoPolicy.Core.Reporting.Diagrams;

/// <summary>Writes a diagram in DOT.</summary>
internal static class DotText
{
    /// <summary>The text, with line feeds only.</summary>
    public static string Of(PolicyDiagram diagram)
    {
        var text = new StringBuilder("digraph policies {\n  rankdir=LR;\n  node [shape=box];\n");
        var groups = diagram.Nodes.Where(node => node.Group is not null).GroupBy(node => node.Group!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        for (var index = 0; index < groups.Count; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  subgraph cluster_{index} {{\n    label=\"{Escaped(groups[index].Key)}\";\n");
            foreach (var node in groups[index]) text.Append(CultureInfo.InvariantCulture, $"    n{node.Number} [label=\"{Escaped(node.Label!)}\"];\n");
            text.Append("  }\n");
        }

        foreach (var node in diagram.Nodes.Where(node => node.Group is null))
        {
            var look = node.Label is null ? "shape=point" : node.IsOutside ? $"shape=oval, label=\"{Escaped(node.Label)}\"" : $"label=\"{Escaped(node.Label)}\"";
            text.Append(CultureInfo.InvariantCulture, $"  n{node.Number} [{look}];\n");
        }

        foreach (var edge in diagram.Edges)
        {
            string[] looks = [.. Looks(edge)];
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} -> n{edge.To}{(looks.Length == 0 ? string.Empty : $" [{string.Join(", ", looks)}]")};\n");
        }

        return text.Append("}\n").ToString();
    }

    private static IEnumerable<string> Looks(DiagramEdge edge)
    {
        if (edge.Label.Length > 0) yield return $"label=\"{Escaped(edge.Label)}\"";
        if (edge.Style == EdgeStyle.Uncertain) yield return "style=dotted";
        if (edge.Style == EdgeStyle.Gained) yield return "color=\"#2da44e\", penwidth=2";
        if (edge.Style == EdgeStyle.Lost) yield return "color=\"#cf222e\", penwidth=2, style=dashed";
    }

    private static string Escaped(string label)
    {
        var text = new StringBuilder(label.Length);
        foreach (var character in label)
        {
            if (character is '"' or '\\') text.Append('\\').Append(character);
            else text.Append(char.IsControl(character) ? ' ' : character);
        }

        return text.ToString();
    }
}
