using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// A policy's or profile's chain in one direction and IP family (felix/rules/policy.go, ProtoRulesToIptablesRules): the rules of its
/// rules without a return at the end, or one with nothing but a comment; and the same rules in an eBPF program.
/// </summary>
internal sealed class ChainShape
{
    private ChainShape(int[] ofEach, ChainWalk walk, ProgramSize[] programs)
    {
        (OfEach, Walk, Programs) = (ofEach, walk, programs);
        Rules = Math.Max(1, ofEach.Sum());
        foreach (var program in programs) Program += program;
    }

    /// <summary>The rules of the kernel that each of the rules becomes.</summary>
    public int[] OfEach { get; }

    /// <summary>All of them.</summary>
    public int Rules { get; }

    /// <summary>How long a packet may stay.</summary>
    public ChainWalk Walk { get; }

    /// <summary>What each of the rules takes of an eBPF program.</summary>
    public ProgramSize[] Programs { get; }

    /// <summary>What all of them take.</summary>
    public ProgramSize Program { get; }

    /// <summary>The chain of some rules.</summary>
    /// <param name="rules">The rules, in order.</param>
    /// <param name="sets">The IP sets of each; none: no eBPF program is asked for.</param>
    /// <param name="isIPv6">The family.</param>
    /// <param name="logsFlows">Whether the rules that decide are logged.</param>
    public static ChainShape Of(IReadOnlyList<PolicyRule> rules, IReadOnlyList<RuleIPSets> sets, bool isIPv6, bool logsFlows)
    {
        var shapes = new RuleShape?[rules.Count];
        var counts = new int[rules.Count];
        var programs = new ProgramSize[sets.Count];
        var last = -1;
        for (var index = 0; index < counts.Length; index++)
        {
            if (sets.Count > 0) programs[index] = RuleProgram.Of(rules[index], sets[index], isIPv6, logsFlows);
            if ((shapes[index] = RuleShape.Of(rules[index], isIPv6)) is not { } shape) continue;
            counts[index] = shape.MatchRules + shape.ActionRules(logsFlows);
            last = index;
        }

        if (last >= 0 && shapes[last]!.Returns) counts[last]--;
        return new(counts, WalkOf(shapes, counts), programs);
    }

    private static ChainWalk WalkOf(RuleShape?[] shapes, int[] counts)
    {
        var (walked, toPass, toAccept) = (0, -1, -1);
        for (var index = 0; index < shapes.Length; index++)
        {
            if (shapes[index] is not { } shape) continue;
            walked += counts[index];
            if (shape.Action == PolicyAction.Pass) toPass = walked;
            if (shape.Action == PolicyAction.Allow) toAccept = walked;
            if (!shape.IsForEverything || !shape.Action.IsTerminal) continue;
            return new(walked, shape.Action == PolicyAction.Allow ? WalkEnd.Accepted : shape.Action == PolicyAction.Deny ? WalkEnd.Dropped : WalkEnd.Passed, toPass, toAccept);
        }

        return new(Math.Max(1, walked), WalkEnd.GoesOn, toPass, toAccept);
    }
}
