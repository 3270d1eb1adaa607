namespace CalicoPolicy.Core.Dataplane;

/// <summary>
/// Consecutive policies of a tier with the same selector, staged ones included (felix/dataplane/linux/endpoint_mgr.go, groupPolicies;
/// felix/rules/endpoints.go). With two or more in force they have a chain that all endpoints of the node share, with a jump for each and
/// after each five a return for what is decided.
/// </summary>
/// <param name="Number">What tells it from other groups; policies and direction are equal where it is.</param>
/// <param name="Enforced">Those in force.</param>
internal sealed record PolicyGroup(int Number, PolicyShape[] Enforced)
{
    private const int Stride = 5;

    /// <summary>Whether the endpoint's chain jumps to its policy itself.</summary>
    public bool IsInlined => Enforced.Length <= 1;

    /// <summary>The rules of its chain.</summary>
    public int Rules => Enforced.Length + ((Enforced.Length - 1) / Stride);

    /// <summary>How long a packet may stay: in its policy, or in its chain.</summary>
    public ChainWalk Walk(bool isIngress, bool isIPv6)
    {
        if (IsInlined) return Enforced[0].ChainOf(isIngress, isIPv6).Walk;
        var (walked, toPass, toAccept) = (0, -1, -1);
        for (var index = 0; index < Enforced.Length; index++)
        {
            if (index > 0 && index % Stride == 0) walked++;
            walked++;
            var one = Enforced[index].ChainOf(isIngress, isIPv6).Walk;
            var after = ToReturn(index);
            if (one.ToPass >= 0) toPass = Math.Max(toPass, walked + one.ToPass + after);
            if (one.ToAccept >= 0) toAccept = Math.Max(toAccept, walked + one.ToAccept + after);
            walked += one.Rules;
            if (one.End == WalkEnd.Dropped) return new(walked, one.End, toPass, toAccept);
            if (one.End != WalkEnd.GoesOn) return new(walked + after, one.End, toPass, toAccept);
        }

        return new(walked, WalkEnd.GoesOn, toPass, toAccept);
    }

    /// <summary>The rules that what a policy has decided still meets: the jumps up to the next return, or to the end.</summary>
    private int ToReturn(int index)
    {
        var next = ((index / Stride) + 1) * Stride;
        return next < Enforced.Length ? next - index : Enforced.Length - 1 - index;
    }
}
