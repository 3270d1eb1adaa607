using System.Runtime.CompilerServices;
namespace CalicoPolicy.Core.Documents;

/// <summary>A number for what a tree says, wherever it stands in a text: trees of the same words have the same, others as good as never.</summary>
internal static class TreeContent
{
    public static ulong Of(TreeNode node) => node switch
    {
        TreeScalar scalar => Mix(Mix((ulong)scalar.Kind + 1) ^ OfText(scalar.Text)),
        TreeMapping mapping => OfMapping(mapping),
        TreeSequence sequence => OfSequence(sequence),
        _ => 0,
    };

    // A mapping has no order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong OfMapping(TreeMapping mapping)
    {
        ulong sum = 0x100;
        foreach (var field in mapping.Fields) sum += Mix(OfText(field.Key) ^ (Of(field.Value) * 3));
        return Mix(sum);
    }

    private static ulong OfSequence(TreeSequence sequence)
    {
        ulong all = 0x200;
        foreach (var item in sequence.Items) all = Mix(all ^ Of(item)) + 1;
        return Mix(all);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong OfText(string text)
    {
        var hash = (ulong)text.Length + 0x9E3779B97F4A7C15UL;
        foreach (var character in text) hash = (hash ^ character) * 0x100000001B3UL;
        return Mix(hash);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
