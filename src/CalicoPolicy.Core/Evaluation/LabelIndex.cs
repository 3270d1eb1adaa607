using CalicoPolicy.Core.Selectors;

namespace CalicoPolicy.Core.Evaluation;

/// <summary>Finds among some sets of labels those that a selector can match, by a label that it asks for.</summary>
/// <remarks>O(sets) for each label that is asked for, once; then O(what carries one of the values asked for) for each selector that names values.</remarks>
internal sealed class LabelIndex(IReadOnlyList<IPartialLabels> items)
{
    private readonly Dictionary<string, Carriers> _carriers = new(StringComparer.Ordinal);
    private readonly int[] _all = [.. Enumerable.Range(0, items.Count)];

    /// <summary>The places of all that a selector may match, rising; others surely do not.</summary>
    public IReadOnlyList<int> Candidates(Selector selector)
    {
        IReadOnlyList<int> fewest = _all;
        foreach (var (key, asked) in LabelRestrictions.Of(selector.Root).Labels)
        {
            if (!asked.MustBePresent) continue;
            var carriers = CarriersOf(key);
            var count = asked.LimitsValues ? asked.Values.Sum(carriers.CountOf) + carriers.Unknown.Count : carriers.Any.Count;
            if (count < fewest.Count) fewest = asked.LimitsValues ? carriers.With(asked.Values) : carriers.Any;
        }

        return fewest;
    }

    private Carriers CarriersOf(string key)
    {
        if (_carriers.TryGetValue(key, out var known)) return known;
        known = new();
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index].TryGet(key, out var value)) known.Add(index, value);
            else if (items[index].IsUnknown(key)) known.AddUnknown(index);
        }

        _carriers.Add(key, known);
        return known;
    }

    /// <summary>What carries a label, or may.</summary>
    private sealed class Carriers
    {
        private readonly Dictionary<string, List<int>> _byValue = new(StringComparer.Ordinal);
        private readonly List<int> _any = [];
        private readonly List<int> _unknown = [];

        public List<int> Any => _any;

        public List<int> Unknown => _unknown;

        public void Add(int place, string value)
        {
            if (!_byValue.TryGetValue(value, out var places)) _byValue.Add(value, places = []);
            places.Add(place);
            _any.Add(place);
        }

        public void AddUnknown(int place)
        {
            _unknown.Add(place);
            _any.Add(place);
        }

        public int CountOf(string value) => _byValue.TryGetValue(value, out var places) ? places.Count : 0;

        /// <summary>The places with one of some values, each named once, or with one that is not known.</summary>
        public List<int> With(IReadOnlyList<string> values)
        {
            if (values.Count == 1 && _unknown.Count == 0) return _byValue.TryGetValue(values[0], out var one) ? one : [];
            List<int> places = [.. _unknown];
            foreach (var value in values)
            {
                if (_byValue.TryGetValue(value, out var found)) places.AddRange(found);
            }

            places.Sort();
            return places;
        }
    }
}
