using System.Runtime.CompilerServices;

namespace CalicoPolicy.Core.Connectivity;

/// <summary>Numbers the reaches that occur, so that pairs of peers can be compared and joined by number.</summary>
internal sealed class ReachTable
{
    /// <summary>The number of nothing.</summary>
    public const int Nothing = 0;

    /// <summary>The number of everything.</summary>
    public const int Everything = 1;

    private readonly Dictionary<Reach, int> _numbers = new() { [Reach.Nothing] = Nothing, [Reach.Everything] = Everything };
    private readonly List<Reach> _reaches = [Reach.Nothing, Reach.Everything];
    private readonly Dictionary<long, int> _joined = [];
    private readonly object _lock = new();

    /// <summary>The reach of a number.</summary>
    public Reach this[int number] => _reaches[number];

    /// <summary>How many there are.</summary>
    public int Count => _reaches.Count;

    /// <summary>The number of a reach. Several threads may ask.</summary>
    public int NumberOf(Reach reach)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(reach, out var number)) return number;
            number = _reaches.Count;
            _numbers.Add(reach, number);
            _reaches.Add(reach);
            return number;
        }
    }

    /// <summary>The number of what gets through both. One thread may ask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int And(int one, int two)
    {
        if (one == two || two == Everything) return one;
        if (one == Everything) return two;
        if (one == Nothing || two == Nothing) return Nothing;
        var key = one < two ? ((long)one << 32) | (uint)two : ((long)two << 32) | (uint)one;
        if (_joined.TryGetValue(key, out var joined)) return joined;
        joined = NumberOf(_reaches[one].And(_reaches[two]));
        _joined.Add(key, joined);
        return joined;
    }
}
