namespace CalicoPolicy.Core.Dataplane;

/// <summary>Follows the packet that meets most rules: no rule with criteria decides it, but for one that passes it to another tier where nothing else would lead there.</summary>
internal sealed class EndpointWalk(int start, int perJump)
{
    // What is behind is reached by this many rules; -1: not at all.
    private int _walked = start;

    /// <summary>The most rules up to here.</summary>
    public int Longest { get; private set; } = start;

    /// <summary>Goes through a tier.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="end">The rules at its end.</param>
    /// <param name="isDrop">Whether the last of these drops what was not passed.</param>
    /// <param name="isIngress">The direction.</param>
    /// <param name="isIPv6">The family.</param>
    public void Tier(TierPlan tier, int end, bool isDrop, bool isIngress, bool isIPv6)
    {
        if (_walked < 0) return;
        var (walked, passed) = (_walked + 1, -1);
        var jumps = tier.Groups.Count(group => group.Enforced.Length > 0);
        foreach (var group in tier.Groups)
        {
            if (group.Enforced.Length == 0) continue;
            jumps--;
            walked++;
            var walk = group.Walk(isIngress, isIPv6);

            // What is passed meets the rules that jump no more.
            if (walk.ToPass >= 0) passed = Math.Max(passed, walked + walk.ToPass + (perJump - 1) + (jumps * perJump) + end);

            // And what is accepted comes back and may have met more than what is dropped.
            if (walk.ToAccept >= 0) Reach(walked + walk.ToAccept + (perJump - 1));
            walked += walk.Rules + (walk.End == WalkEnd.Dropped ? 0 : perJump - 1);
            if (walk.End == WalkEnd.GoesOn) continue;
            if (walk.End != WalkEnd.Passed) Reach(walked);
            _walked = passed;
            Reach(passed);
            return;
        }

        walked += end;
        Reach(walked);
        _walked = isDrop ? passed : Math.Max(walked, passed);
        Reach(_walked);
    }

    /// <summary>Goes through some rules.</summary>
    public void GoOn(int rules)
    {
        if (_walked < 0) return;
        _walked += rules;
        Reach(_walked);
    }

    /// <summary>Goes through the profiles, and what comes after them.</summary>
    public void Profiles(IReadOnlyList<ChainShape> profiles, int end)
    {
        foreach (var profile in profiles)
        {
            GoOn(1 + profile.Walk.Rules + (profile.Walk.End == WalkEnd.Dropped ? 0 : 1));
            if (profile.Walk.End is WalkEnd.Accepted or WalkEnd.Dropped) return;
        }

        GoOn(end);
    }

    private void Reach(int rules) => Longest = Math.Max(Longest, rules);
}
