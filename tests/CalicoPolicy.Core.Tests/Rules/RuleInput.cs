using System.Text.RegularExpressions;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Rules;

/// <summary>
/// One input of Inputs/CPxxxx.yaml, in which a rule finds just what is stated. An input begins with a line
/// <c>#### bad: &lt;what it is, in words&gt;</c> or <c>#### good: ...</c>; below it come lines of comment, then its documents:
/// <list type="bullet">
/// <item><c># at: $.spec.egress[0]</c> — a finding's place, one line for each; before the path may stand the severity and the object's
/// name, such as <c># at: High shop/web $.kind</c>. A bad input has at least one, a good one none.</item>
/// <item><c># spec: calico-policy.md 3.1</c> — where the input, or the case that it shows, is from.</item>
/// <item><c># with: snapshot</c> (the documents are a whole cluster, and all that the rules know of it counts), <c># with: complete</c>, <c># with: target=Enterprise/3.18</c>, <c># with: asked for</c> (the rule is named beside all others) or
/// <c># with: labels=zone, owner</c> (settings of the rule) — how the rules run.</item>
/// <item><c># why: ...</c> — a remark.</item>
/// </list>
/// </summary>
/// <param name="RuleId">The rule, which the file is named after.</param>
/// <param name="Title">What the input is, in words.</param>
/// <param name="IsBad">Whether the rule finds anything.</param>
/// <param name="Text">The documents.</param>
internal sealed partial record RuleInput(string RuleId, string Title, bool IsBad, string Text)
{
    /// <summary>The findings: <c>[severity] [name] path</c>.</summary>
    public List<string> Places { get; } = [];

    /// <summary>Where the input is from; null: made up.</summary>
    public string? Source { get; private set; }

    /// <summary>Whether the documents are a cluster around the objects that are judged.</summary>
    public bool IsSnapshot { get; private set; }

    public RuleOptions Options { get; private set; } = new() { Catalogue = Input.AllDescriptors };

    /// <summary>The inputs of a file, in order.</summary>
    public static IEnumerable<RuleInput> In(string file)
    {
        var parts = Header().Split(File.ReadAllText(file).ReplaceLineEndings("\n"));
        if (parts[0].Trim().Length > 0) throw new FormatException($"{file} does not begin with a line '#### bad: ...' or '#### good: ...'.");
        for (var index = 1; index < parts.Length; index += 3)
            yield return Parse(Path.GetFileNameWithoutExtension(file), parts[index] == "bad", parts[index + 1].Trim(), parts[index + 2]);
    }

    private static RuleInput Parse(string ruleId, bool isBad, string title, string part)
    {
        var lines = part.Split('\n').Skip(1).ToList();
        var notes = lines.TakeWhile(line => line.StartsWith('#')).ToList();
        var text = string.Join('\n', lines.Skip(notes.Count)).TrimEnd();
        if (text.EndsWith("\n---", StringComparison.Ordinal)) text = text[..^3];
        var input = new RuleInput(ruleId, title, isBad, text.Trim() + "\n");
        foreach (var note in notes) input.Take(note);
        return input;
    }

    private void Take(string note)
    {
        var match = Note().Match(note);
        if (!match.Success) throw new FormatException($"{RuleId}, {Title}: '{note}' is none of at, spec, with, why.");
        var value = match.Groups["value"].Value;
        switch (match.Groups["key"].Value)
        {
            case "at": Places.Add(value); break;
            case "spec": Source = value; break;
            case "with" when value == "snapshot": IsSnapshot = true; break;
            case "with" when value == "complete": Options = Options with { Complete = true }; break;
            case "with" when value.StartsWith("target=", StringComparison.Ordinal) && CalicoTarget.TryParse(value[7..], out var target):
                Options = Options with { Target = target };
                break;
            case "with" when value == "asked for": Options = Options with { IncludeRule = ["*", RuleId] }; break;
            case "with" when value.StartsWith("labels=", StringComparison.Ordinal):
                var keys = value[7..].Split(',', StringSplitOptions.TrimEntries);
                Options = Options with { Settings = new([KeyValuePair.Create(RuleId, RuleSetting.None with { Runs = true, LabelKeys = keys })]) };
                break;
            case "with": throw new FormatException($"{RuleId}, {Title}: '{value}' is none of snapshot, complete, target=<product>/<version>, asked for, labels=<keys>.");
        }
    }

    [GeneratedRegex("^#### (bad|good): (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    [GeneratedRegex("^# (?<key>at|spec|with|why): (?<value>.*[^ ])$", RegexOptions.CultureInvariant)]
    private static partial Regex Note();
}
