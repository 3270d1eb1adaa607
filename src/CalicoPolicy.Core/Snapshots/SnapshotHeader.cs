using System.Globalization;
using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Snapshots;

/// <summary>The first line of the file of a snapshot: what is known of it besides its objects.</summary>
/// <param name="Options">Cluster, completeness and gaps.</param>
/// <param name="Count">How many objects follow.</param>
internal sealed record SnapshotHeader(SnapshotOptions Options, int Count)
{
    private const string ApiVersion = "calicopolicy.io/v1";
    private const string Kind = "PolicySnapshot";
    private const int Version = 1;

    /// <summary>What every such file begins with.</summary>
    public static ReadOnlySpan<byte> Start => "{\"apiVersion\":\"calicopolicy.io/v1\",\"kind\":\"PolicySnapshot\","u8;

    /// <summary>The header of a snapshot.</summary>
    public static SnapshotHeader Of(PolicySnapshot snapshot) => new(
        new() { Cluster = snapshot.Cluster, IsLive = snapshot.IsLive, IsComplete = snapshot.IsComplete, Gaps = snapshot.Gaps }, snapshot.Resources.Count);

    /// <summary>Reads a header.</summary>
    /// <exception cref="DocumentException">It is none, or of a later version.</exception>
    public static SnapshotHeader Read(TreeDocument document, string path)
    {
        if (document.Root is not TreeMapping root || Text(root, "apiVersion") != ApiVersion || Text(root, "kind") != Kind)
            throw SnapshotFile.Damaged(path, 0, "It is no file of a snapshot.");
        if (Number(root, "version") is not { } version) throw SnapshotFile.Damaged(path, 0, "It does not say of which version it is.");
        if (version > Version)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"The snapshot is of version {version}; this module reads version {Version}. Take a newer module, or make the snapshot with this one.");
            throw new DocumentException(new(DocumentErrorCode.SnapshotTooNew, message, path, 0, default));
        }

        if (Number(root, "objects") is not (>= 0 and <= SnapshotFile.MaxObjects and var count))
            throw SnapshotFile.Damaged(path, 0, string.Create(CultureInfo.InvariantCulture, $"It does not say how many objects it has, or more than {SnapshotFile.MaxObjects}."));
        var options = new SnapshotOptions
        {
            Cluster = Text(root, "cluster"),
            IsLive = Flag(root, "isLive"),
            IsComplete = Flag(root, "isComplete"),
            Gaps = [.. (root["gaps"] as TreeSequence)?.Items.Select(item => Gap(item, path)) ?? []],
        };
        return new(options, count);
    }

    /// <summary>The header as a tree.</summary>
    public TreeMapping ToTree() => Mapping(
    [
        ("apiVersion", Scalar(ApiVersion)), ("kind", Scalar(Kind)), ("version", Scalar(Version)), ("objects", Scalar(Count)), ("cluster", Scalar(Options.Cluster)),
        ("isLive", Scalar(Options.IsLive)), ("isComplete", Scalar(Options.IsComplete)), ("gaps", new TreeSequence([.. Options.Gaps.Select(Gap)], default)),
    ]);

    private static TreeNode Gap(SnapshotGap gap) => Mapping(
    [
        ("kind", Scalar(gap.Kind)), ("namespace", Scalar(gap.Namespace)), ("exceptNamespaces", new TreeSequence([.. gap.ExceptNamespaces.Select(name => Scalar(name)!)], default)),
        ("tier", Scalar(gap.Tier)), ("reason", Scalar(gap.Reason)),
    ]);

    private static SnapshotGap Gap(TreeNode node, string path)
    {
        if (node is not TreeMapping gap || Text(gap, "kind") is not { } kind) throw SnapshotFile.Damaged(path, 0, "A gap does not say of which kind it is.");
        return new(kind, Text(gap, "namespace"), Text(gap, "tier"), Text(gap, "reason") ?? string.Empty)
        {
            ExceptNamespaces = [.. (gap["exceptNamespaces"] as TreeSequence)?.Items.OfType<TreeScalar>().Select(name => name.Text) ?? []],
        };
    }

    private static TreeMapping Mapping(IEnumerable<(string Key, TreeNode? Value)> fields) =>
        new([.. fields.Where(field => field.Value is not null).Select(field => new TreeField(field.Key, default, field.Value!))], default);

    private static TreeScalar? Scalar(string? text) => text is null ? null : new(ScalarKind.String, text, default);

    private static TreeScalar Scalar(int number) => new(ScalarKind.Integer, number.ToString(CultureInfo.InvariantCulture), default);

    private static TreeScalar Scalar(bool flag) => new(ScalarKind.Boolean, flag ? "true" : "false", default);

    private static string? Text(TreeMapping owner, string field) => owner[field] is TreeScalar { Kind: ScalarKind.String } scalar ? scalar.Text : null;

    private static int? Number(TreeMapping owner, string field) =>
        owner[field] is TreeScalar { Kind: ScalarKind.Integer } scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Flag(TreeMapping owner, string field) => owner[field] is TreeScalar { Kind: ScalarKind.Boolean, Text: "true" };
}
