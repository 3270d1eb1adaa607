using System.Runtime.CompilerServices;
namespace CalicoPolicy.Core.Documents;

/// <summary>Writes the places of the fields of one tree after the other; keeps its room from one to the next. For one thread.</summary>
internal sealed class PlaceBuffer
{
    [ThreadStatic]
    private static PlaceBuffer? _kept;

    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private byte[] _bytes = new byte[4096];

    public int Count { get; private set; }

    /// <summary>The places of the fields of a tree, for any thread.</summary>
    public static FieldPlaces Places(TreeMapping root)
    {
        // Nothing is kept of a huge document.
        const int Kept = 256 * 1024;
        var buffer = _kept ?? new();
        _kept = null;
        buffer.Add(root, parentLine: 0);
        var names = new string[buffer._names.Count];
        foreach (var (name, index) in buffer._names) names[index] = name;
        var places = new FieldPlaces(buffer._bytes.AsSpan(0, buffer.Count).ToArray(), names);
        if (buffer._bytes.Length <= Kept)
        {
            buffer.Count = 0;
            buffer._names.Clear();
            _kept = buffer;
        }

        return places;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddNumber(uint number)
    {
        Reserve(5);
        for (; number >= 0x80; number >>= 7) _bytes[Count++] = (byte)(number | 0x80);
        _bytes[Count++] = (byte)number;
    }

    public void Skip(int count)
    {
        Reserve(count);
        Count += count;
    }

    public Span<byte> At(int index, int count) => _bytes.AsSpan(index, count);

    // The depth of a tree is limited by its reader.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(TreeNode node, int parentLine)
    {
        switch (node)
        {
            case TreeMapping mapping:
                var sizeOfMapping = PlacedNode.Write(this, PlacedNode.Mapping, mapping.Fields.Count, node.Span, parentLine);
                foreach (var field in mapping.Fields)
                {
                    AddName(field.Key);
                    Add(field.Value, node.Span.Start.Line);
                }

                PlacedNode.WriteSize(this, sizeOfMapping);
                break;
            case TreeSequence sequence:
                var sizeOfSequence = PlacedNode.Write(this, PlacedNode.Sequence, sequence.Items.Count, node.Span, parentLine);
                foreach (var item in sequence.Items) Add(item, node.Span.Start.Line);
                PlacedNode.WriteSize(this, sizeOfSequence);
                break;
            default:
                PlacedNode.Write(this, PlacedNode.Scalar, 0, node.Span, parentLine);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddName(string name)
    {
        if (!_names.TryGetValue(name, out var index))
        {
            index = _names.Count;
            _names.Add(name, index);
        }

        AddNumber((uint)index);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Count < count) Array.Resize(ref _bytes, _bytes.Length * 2);
    }
}
