namespace CalicoPolicy.Core.Tests.Dataplane.Reference;

/// <summary>
/// All ways of the first packet of a flow through chains: whatever is asked of it may hold or not, but for marks, which are as the rules
/// on the way have set them, and for being of a known connection, which it is not. Counts the rules that it is compared with.
/// </summary>
internal sealed class PacketWalk
{
    private readonly Dictionary<(string Chain, int Rule, string Marks), PacketWalk> _known;

    private PacketWalk(Dictionary<(string, int, string), PacketWalk> known) => _known = known;

    /// <summary>The most rules of ways that end in these chains or come back.</summary>
    public int Longest { get; private set; } = -1;

    /// <summary>The most rules of ways that come back, by the marks with which they do.</summary>
    public Dictionary<string, int> Returns { get; } = [];

    /// <summary>The ways through a chain.</summary>
    public static PacketWalk Of(IReadOnlyDictionary<string, IReadOnlyList<KernelRule>> chains, string chain)
    {
        var walk = new PacketWalk([]);
        return walk.From(chains, chain, 0, string.Empty);
    }

    private PacketWalk From(IReadOnlyDictionary<string, IReadOnlyList<KernelRule>> chains, string chain, int place, string marks)
    {
        if (_known.TryGetValue((chain, place, marks), out var known)) return known;
        var walk = new PacketWalk(_known);
        var rules = chains[chain];
        if (place == rules.Count)
        {
            walk.Come(marks, 0);
        }
        else
        {
            var (may, must) = Matches(rules[place], marks);
            if (!must) walk.Add(From(chains, chain, place + 1, marks), 1);
            if (may) walk.Do(rules[place].Action, chains, chain, place, marks, this);
        }

        _known.Add((chain, place, marks), walk);
        return walk;
    }

    private void Do(string action, IReadOnlyDictionary<string, IReadOnlyList<KernelRule>> chains, string chain, int place, string marks, PacketWalk root)
    {
        var words = action.Split(' ');
        switch (words[0])
        {
            case "DROP" or "ACCEPT":
                Longest = Math.Max(Longest, 1);
                break;
            case "RETURN":
                Come(marks, 1);
                break;
            case "JUMP":
                var inner = root.From(chains, words[1], 0, marks);
                Longest = Math.Max(Longest, 1 + inner.Longest);
                foreach (var (left, rules) in inner.Returns) Add(root.From(chains, chain, place + 1, left), 1 + rules);
                break;
            default:
                Add(root.From(chains, chain, place + 1, Marked(words, marks)), 1);
                break;
        }
    }

    /// <summary>Whether a rule may match, and whether it must.</summary>
    private static (bool May, bool Must) Matches(KernelRule rule, string marks)
    {
        var (may, must) = (true, true);
        foreach (var match in rule.Matches)
        {
            var words = match.Split(' ');
            if (words[0] == "ctstate") return (false, false);
            if (words[0] != "mark") must = false;
            else if (!words[2].Split(',').Any(mark => (words[1] == "set") == Has(marks, mark)) || (words[1] == "clear" && words[2].Split(',').Any(mark => Has(marks, mark)))) return (false, false);
        }

        return (may, must);
    }

    private static string Marked(string[] words, string marks)
    {
        if (words[0] != "MARK") return marks;
        var now = marks.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        foreach (var mark in words[2].Split(','))
        {
            if (words[1] == "clear") now.Remove(mark);
            else if (words[1] == "set") now.Add(mark);
        }

        if (words[1] == "masked")
        {
            now.ExceptWith(["all", "this"]);
            if (words[2] == "all") now.Add("all");
        }

        return string.Join(' ', now.Order(StringComparer.Ordinal));
    }

    private static bool Has(string marks, string mark) => marks.Split(' ').Contains(mark);

    private void Come(string marks, int rules)
    {
        Longest = Math.Max(Longest, rules);
        Returns[marks] = Math.Max(Returns.GetValueOrDefault(marks, -1), rules);
    }

    private void Add(PacketWalk rest, int rules)
    {
        Longest = Math.Max(Longest, rest.Longest < 0 ? -1 : rules + rest.Longest);
        foreach (var (marks, more) in rest.Returns) Returns[marks] = Math.Max(Returns.GetValueOrDefault(marks, -1), rules + more);
    }
}
