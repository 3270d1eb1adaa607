using CalicoPolicy.Core.Connectivity;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Connectivity;

/// <summary>Short ways to compare.</summary>
internal static class Comparing
{
    public static List<PolicyDifference> Rows(Resource[] reference, Resource[] difference, bool normalize = false) =>
        [.. PolicyComparison.Compare(reference, difference, normalize, [], TestContext.Current.CancellationToken)];

    public static string Text(PolicyDifference row) => $"{row.Change} {row.Path}";

    public static IEnumerable<string> Texts(Resource reference, Resource difference, bool normalize = false) =>
        Rows([reference], [difference], normalize).Select(Text).Order(StringComparer.Ordinal);
}
