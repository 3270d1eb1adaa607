using System.Globalization;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Tests.Shared;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>Trees of every shape, with texts that readers and writers get wrong.</summary>
internal static class RandomTrees
{
    public static TreeNode Next(Random random, int depth = 5)
    {
        switch (depth == 0 ? 0 : random.Next(4))
        {
            case 0 or 1:
                return Scalar(random);
            case 2:
                var items = new TreeNode[random.Next(5)];
                for (var index = 0; index < items.Length; index++)
                    items[index] = Next(random, depth - 1);
                return new TreeSequence(items, default);
            default:
                var fields = new Dictionary<string, TreeField>(StringComparer.Ordinal);
                for (var count = random.Next(6); count > 0; count--)
                {
                    var key = random.Next(20) == 0 ? new string('k', random.Next(100, 2000)) : NastyStrings.Next(random);
                    fields[key] = new TreeField(key, default, Next(random, depth - 1));
                }

                return new TreeMapping([.. fields.Values], default);
        }
    }

    private static TreeScalar Scalar(Random random) => random.Next(8) switch
    {
        0 => new TreeScalar(ScalarKind.Integer, random.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture), default),
        1 => new TreeScalar(ScalarKind.Integer, random.Next(100).ToString(CultureInfo.InvariantCulture), default),
        2 => new TreeScalar(ScalarKind.Float, (random.NextDouble() * 1000 + 0.5).ToString("F3", CultureInfo.InvariantCulture), default),
        3 => new TreeScalar(ScalarKind.Boolean, random.Next(2) == 0 ? "true" : "false", default),
        4 => new TreeScalar(ScalarKind.Null, random.Next(2) == 0 ? "null" : "", default),
        _ => new TreeScalar(ScalarKind.String, NastyStrings.Next(random), default),
    };
}
