using System.Buffers.Binary;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Documents;

/// <summary>
/// A node of <see cref="FieldPlaces"/>: its kind and count, the size of the rest if it has children, its span (lines relative to those
/// around it), then its children, each with the number of its name in front if it is a field.
/// </summary>
internal readonly record struct PlacedNode(int Kind, int Count, TextSpan Span, int Content)
{
    public const int Scalar = 0;
    public const int Mapping = 1;
    public const int Sequence = 2;

    private const int SizeBytes = sizeof(int);

    public static PlacedNode Read(byte[] places, int at, int parentLine)
    {
        var head = ReadNumber(places, ref at);
        var kind = (int)(head & 3);
        if (kind != Scalar) at += SizeBytes;
        var line = parentLine + Signed(ReadNumber(places, ref at));
        var column = Signed(ReadNumber(places, ref at));
        var lines = Signed(ReadNumber(places, ref at));
        var end = Signed(ReadNumber(places, ref at)) + (lines == 0 ? column : 0);
        return new(kind, (int)(head >> 2), new(new(line, column), new(line + lines, end)), at);
    }

    /// <summary>Where the node after this one begins.</summary>
    public static int Skip(byte[] places, int at)
    {
        var head = ReadNumber(places, ref at);
        if ((head & 3) != Scalar) return at + SizeBytes + BinaryPrimitives.ReadInt32LittleEndian(places.AsSpan(at));
        for (var number = 0; number < 4; number++) ReadNumber(places, ref at);
        return at;
    }

    /// <summary>Appends the head and span of a node.</summary>
    /// <returns>Where its size is to be written when it is known; only of nodes with children.</returns>
    public static int Write(PlaceBuffer places, int kind, int count, TextSpan span, int parentLine)
    {
        places.AddNumber(((uint)count << 2) | (uint)kind);
        var size = places.Count;
        if (kind != Scalar) places.Skip(SizeBytes);
        var lines = span.End.Line - span.Start.Line;
        places.AddNumber(Unsigned(span.Start.Line - parentLine));
        places.AddNumber(Unsigned(span.Start.Column));
        places.AddNumber(Unsigned(lines));
        places.AddNumber(Unsigned(lines == 0 ? span.End.Column - span.Start.Column : span.End.Column));
        return size;
    }

    /// <summary>Writes the size of a node whose children are all there.</summary>
    public static void WriteSize(PlaceBuffer places, int at) =>
        BinaryPrimitives.WriteInt32LittleEndian(places.At(at, SizeBytes), places.Count - at - SizeBytes);

    /// <summary>Reads a number of seven bits a byte, the lowest first.</summary>
    public static uint ReadNumber(byte[] places, ref int at)
    {
        uint number = places[at++];
        if (number < 0x80) return number;
        number &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            uint part = places[at++];
            number |= (part & 0x7F) << shift;
            if (part < 0x80) return number;
        }
    }

    // Small numbers of either sign stay short.
    private static uint Unsigned(int number) => (uint)((number << 1) ^ (number >> 31));

    private static int Signed(uint number) => (int)(number >> 1) ^ -(int)(number & 1);
}
