namespace CalicoPolicy.Core.Tests.Documents.Export;

/// <summary>
/// A policy's document as a person might have written it: keys in any order, unknown fields, comments, blank lines, quotes and brackets
/// here and there. Knows of every line which field it belongs to.
/// </summary>
internal sealed class ShuffledDocument
{
    private readonly Random _random;
    private readonly bool _hasComments;
    private readonly List<(string Path, string Text)> _lines = [];

    public ShuffledDocument(Random random, string name, bool hasComments)
    {
        _random = random;
        _hasComments = hasComments;
        Map("", Shuffle(
            ("apiVersion", "projectcalico.org/v3"),
            ("kind", "NetworkPolicy"),
            ("metadata", Shuffle(("name", name), ("namespace", "shop"), ("labels", Some(("app", "a"), ("env", "'1'"), ("team", "\"t\""))), ("x-note", "null"))),
            ("spec", Some(
                ("order", "1e2"), ("selector", "app == 'a'"), ("tier", "\"default\""), ("types", new Flow("[Ingress,   Egress]")), ("x-unknown", new Flow("{b: [1, two], a: ~}")),
                ("ingress", Rules()), ("egress", Rules()), ("performanceHints", null), ("x-text", "|\n# no comment\n text\n")))), 0);
    }

    public IReadOnlyList<(string Path, string Text)> Lines => _lines;

    public string Text => string.Concat(_lines.Select(line => line.Text + "\n"));

    private List<List<(string, object?)>> Rules() => [.. Enumerable.Range(0, _random.Next(5)).Select(_ => Rule())];

    private List<(string, object?)> Rule()
    {
        var fields = Some(
            ("protocol", _random.Next(2) == 0 ? "TCP" : "'6'"),
            ("metadata", new Flow("{annotations: {why: \"because # of this\"}}")),
            ("x-rule", new Flow("[a]")),
            ("source", Shuffle(("selector", $"role == 'r{_random.Next(100)}'"), ("notSelector", "has(x)"), ("namespaceSelector", ">-\nenv ==\n'p'"))),
            ("destination", Shuffle(("ports", new Flow($"[{_random.Next(1, 99)}, \"{_random.Next(100, 999)}\"]")), ("nets", Nets()), ("x-peer", "1"))));
        fields.Insert(_random.Next(fields.Count + 1), ("action", _random.Next(2) == 0 ? "Allow" : "\"Deny\""));
        return fields;
    }

    private List<string> Nets() => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(index => $"10.{index}.{_random.Next(256)}.0/24")];

    private void Map(string path, List<(string Key, object? Value)> fields, int indent, bool isItem = false)
    {
        foreach (var (key, value) in fields)
        {
            var own = path.Length == 0 ? key : $"{path}.{key}";
            var head = new string(' ', indent) + key + ":";
            if (isItem)
                head = new string(' ', indent - 2) + "- " + key + ":";
            else
                Space(path, own, indent);
            isItem = false;
            Value(own, head, value, indent);
        }
    }

    private void Value(string path, string head, object? value, int indent)
    {
        switch (value)
        {
            case null:
                Add(path, head);
                break;
            case string text when text.Contains('\n', StringComparison.Ordinal):
                var lines = text.TrimEnd('\n').Split('\n');
                _lines.Add((path, head + " " + lines[0]));
                foreach (var line in lines[1..]) _lines.Add((path, new string(' ', indent + 2) + line));
                break;
            case string text:
                Add(path, head + " " + text);
                break;
            case Flow flow:
                Add(path, head + " " + flow.Text);
                break;
            case List<(string, object?)> { Count: 0 }:
                Add(path, head + " {}");
                break;
            case List<(string, object?)> fields:
                Add(path + "!", head);
                Map(path, fields, indent + 2);
                break;
            case List<List<(string, object?)>> { Count: 0 }:
                Add(path, head + " []");
                break;
            case List<List<(string, object?)>> items:
                Add(path + "!", head);
                Items(path, items.Count, indent, (item, own, column) => Map(own, items[item], column + 2, isItem: true));
                break;
            case List<string> items:
                Add(path + "!", head);
                Items(path, items.Count, indent, (item, own, column) => Add(own, new string(' ', column) + "- " + items[item]));
                break;
        }
    }

    private void Items(string path, int count, int indent, Action<int, string, int> write)
    {
        var column = indent + (_random.Next(2) * 2);
        for (var item = 0; item < count; item++)
        {
            Space(path, $"{path}[{item}]", column);
            write(item, $"{path}[{item}]", column);
        }
    }

    // A comment right above belongs to what is below; one with an empty line between belongs to nothing but what it stands in.
    private void Space(string around, string path, int indent)
    {
        if (_random.Next(8) == 0) _lines.Add((around + ".#", ""));
        if (!_hasComments || _random.Next(6) > 0) return;
        var isAbove = _random.Next(2) == 0;
        _lines.Add((isAbove ? path : around + ".#", new string(' ', indent) + "# about " + path));
        if (!isAbove) _lines.Add((around + ".#", ""));
    }

    private void Add(string path, string line) => _lines.Add((path, _hasComments && _random.Next(10) == 0 ? line + "   # behind " + path : line));

    private List<(string, object?)> Some(params (string Key, object? Value)[] fields) => [.. Shuffle(fields).Where(_ => _random.Next(4) > 0)];

    private List<(string, object?)> Shuffle(params (string Key, object? Value)[] fields)
    {
        var shuffled = fields.ToArray();
        _random.Shuffle(shuffled);
        return [.. shuffled];
    }

    private sealed record Flow(string Text);
}
