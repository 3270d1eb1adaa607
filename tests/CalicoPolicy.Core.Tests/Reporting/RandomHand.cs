using System.Text;
using System.Text.Json;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Reporting;

/// <summary>Writes documents as somebody else would: other order, indentation, quotes and comments, the same content.</summary>
internal sealed class RandomHand(Random random)
{
    private bool _isKubernetes;

    /// <summary>The documents of a text in another order and hand.</summary>
    public string Rewrite(string yaml, bool insertsRules)
    {
        var documents = new YamlFormat().Read(new StringReader(yaml), null, ReadLimits.Default, TestContext.Current.CancellationToken)
            .Select(document => document.Root).OfType<TreeNode>().ToArray();
        random.Shuffle(documents);
        var text = new StringBuilder();
        foreach (var document in documents)
        {
            text.Append("---\n");
            Comment(text, 0);
            var mapping = (TreeMapping)document;
            _isKubernetes = mapping["apiVersion"] is TreeScalar version && version.Text.StartsWith("networking.k8s.io/", StringComparison.Ordinal);
            Block(text, mapping, 0, insertsRules);
        }

        return text.ToString();
    }

    private void Block(StringBuilder text, TreeMapping mapping, int indent, bool insertsRules)
    {
        TreeField[] fields = [.. mapping.Fields];
        random.Shuffle(fields);
        var step = random.Next(1, 6);
        foreach (var field in fields)
        {
            Comment(text, indent);
            text.Append(' ', indent).Append(Quoted(field.Key)).Append(':');
            var isRules = insertsRules && field.Key is "ingress" or "egress" && field.Value is TreeSequence { Items.Count: > 0 };
            var holdsRules = isRules || (insertsRules && field.Key == "spec");
            if (random.Next(3) == 0 && !holdsRules)
            {
                text.Append(' ');
                Flow(text, field.Value);
                text.Append(random.Next(4) == 0 ? " # as before\n" : "\n");
            }
            else
            {
                Nested(text, field.Value, indent + step, isRules ? field.Key : null, insertsRules);
            }
        }
    }

    private void Nested(StringBuilder text, TreeNode node, int indent, string? direction, bool insertsRules)
    {
        switch (node)
        {
            case TreeMapping { Fields.Count: > 0 } mapping:
                text.Append('\n');
                Block(text, mapping, indent, insertsRules);
                break;
            case TreeSequence { Items.Count: > 0 } sequence:
                text.Append('\n');
                if (direction is not null) text.Append(' ', indent).Append(InsertedRule(direction, random.Next(1_000_000))).Append('\n');
                foreach (var item in sequence.Items)
                {
                    Comment(text, indent);
                    text.Append(' ', indent).Append("- ");
                    Flow(text, item);
                    text.Append('\n');
                }

                break;
            default:
                text.Append(' ');
                Flow(text, node);
                text.Append('\n');
                break;
        }
    }

    // A rule that no other is like and that no rule of the catalogue minds.
    private string InsertedRule(string direction, int number)
    {
        var port = 1024 + (number % 60000);
        if (_isKubernetes)
            return $"- {{{(direction == "ingress" ? "from" : "to")}: [{{podSelector: {{matchLabels: {{inserted: r{number}}}}}}}], ports: [{{protocol: TCP, port: {port}}}]}}";
        return direction == "ingress"
            ? $"- {{action: Allow, protocol: TCP, source: {{selector: inserted == 'r{number}'}}, destination: {{ports: [{port}]}}}}"
            : $"- {{action: Allow, protocol: TCP, destination: {{selector: inserted == 'r{number}', ports: [{port}]}}}}";
    }

    private void Flow(StringBuilder text, TreeNode node)
    {
        switch (node)
        {
            case TreeMapping mapping:
                TreeField[] fields = [.. mapping.Fields];
                random.Shuffle(fields);
                text.Append('{').AppendJoin(", ", fields.Select(field => $"{Quoted(field.Key)}: {InFlow(field.Value)}")).Append('}');
                break;
            case TreeSequence sequence:
                text.Append('[').AppendJoin(", ", sequence.Items.Select(InFlow)).Append(']');
                break;
            case TreeScalar { Kind: ScalarKind.String } scalar:
                text.Append(Quoted(scalar.Text));
                break;
            case TreeScalar scalar:
                text.Append(scalar.Text.Length == 0 ? "null" : scalar.Text);
                break;
        }
    }

    private string InFlow(TreeNode node)
    {
        var text = new StringBuilder();
        Flow(text, node);
        return text.ToString();
    }

    private string Quoted(string text) => random.Next(2) == 0 || text.Any(char.IsControl)
        ? JsonSerializer.Serialize(text)
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private void Comment(StringBuilder text, int indent)
    {
        if (random.Next(5) == 0) text.Append(' ', indent).Append("# ").Append(random.Next()).Append('\n');
        if (random.Next(8) == 0) text.Append('\n');
    }
}
