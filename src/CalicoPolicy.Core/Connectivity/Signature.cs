namespace CalicoPolicy.Core.Connectivity;

/// <summary>
/// Names sets by numbers so large that two different ones never share one by chance: the exclusive or of a random number for each
/// member. The numbers are the same in each run.
/// </summary>
internal sealed class Signature
{
    private ulong _state = 0x9E3779B97F4A7C15;

    /// <summary>The number of the next member.</summary>
    public UInt128 Next() => new(NextHalf(), NextHalf());

    // SplitMix64.
    private ulong NextHalf()
    {
        _state += 0x9E3779B97F4A7C15;
        var value = _state;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
