using System.IO.Compression;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Snapshots;
using CalicoPolicy.Core.Tests.Documents.Mapping;
using CalicoPolicy.Core.Tests.Evaluation.Reference;

namespace CalicoPolicy.Core.Tests.Snapshots;

/// <summary>A snapshot as one file: read back equal, and safe to read whatever the file is.</summary>
public sealed class SnapshotFileTests : IDisposable
{
    private const string Header = """{"apiVersion":"calicopolicy.io/v1","kind":"PolicySnapshot","version":1,"objects":COUNT,"isLive":false,"isComplete":true,"gaps":[]}""";
    private const string Tier = """{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"a"},"spec":{}}""";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"snapshot-{Guid.NewGuid():N}", "s.json.gz");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void All_that_a_snapshot_knows_comes_back()
    {
        SnapshotGap[] gaps = [new("NetworkPolicy", "shop", "team", "no"), new("Pod", null, null, "not asked") { ExceptNamespaces = ["shop", "data"] }, new("Tier", null, null, "")];
        AssertComesBack(PolicySnapshot.Of(KindDocuments.All.Select(Mapped.One), new() { Cluster = "prod", IsLive = true, Gaps = gaps }, Token));
        AssertComesBack(PolicySnapshot.Of([], new() { IsComplete = true }, Token));
        AssertComesBack(PolicySnapshot.Of([], null, Token));
    }

    [Fact]
    public void Random_clusters_come_back()
    {
        for (var seed = 0; seed < 30; seed++) AssertComesBack(PolicySnapshot.Of(RandomCase.Cluster(seed).Resources, new() { IsComplete = seed % 2 == 0 }, Token));
    }

    [Fact]
    public void The_file_is_compressed_and_nothing_else_stays_in_its_folder()
    {
        SnapshotFile.Write(PolicySnapshot.Of(RandomCase.Cluster(1).Resources, null, Token), _path, Token);
        Assert.Equal([0x1F, 0x8B], File.ReadAllBytes(_path)[..2]);
        Assert.Equal([_path], Directory.GetFiles(Path.GetDirectoryName(_path)!));
        Assert.True(SnapshotFile.IsAt(_path));
    }

    [Fact]
    public void A_writing_that_is_ended_leaves_the_file_that_was_there()
    {
        SnapshotFile.Write(PolicySnapshot.Of([], new() { Cluster = "old" }, Token), _path, Token);
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(() => SnapshotFile.Write(PolicySnapshot.Of(RandomCase.Cluster(1).Resources, null, Token), _path, ended.Token));
        Assert.Equal("old", SnapshotFile.Read(_path, Token).Cluster);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_path)!));
    }

    [Fact]
    public void Neither_headers_of_feeds_nor_what_servers_fill_in_is_in_a_snapshot()
    {
        var feed = Mapped.One<GlobalThreatFeed>("""
            {"apiVersion": "projectcalico.org/v3", "kind": "GlobalThreatFeed", "metadata": {"name": "f", "uid": "s3cret-uid"},
             "spec": {"globalNetworkSet": {"labels": {"feed": "f"}}, "pull": {"period": "1h", "http": {"url": "https://u:s3cret@example.com/?k=s3cret", "headers": [{"name": "Authorization", "value": "s3cret"}]}}}}
            """);
        var ns = Mapped.One<Namespace>("""
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", "labels": {"env": "live"}, "annotations": {"a": "s3cret", "calicopolicy.io/owner": "web"}, "managedFields": [{"manager": "s3cret"}]},
             "spec": {"finalizers": ["s3cret"]}, "status": {"phase": "s3cret"}}
            """);
        var snapshot = PolicySnapshot.Of([feed, ns], null, Token);
        Assert.DoesNotContain("s3cret", string.Join('\n', snapshot.Resources.Select(resource => JsonTree.Show(ResourceMapper.Write(resource, keepServerMetadata: true)))), StringComparison.Ordinal);
        Assert.Equal("f", snapshot.Resources.OfType<GlobalThreatFeed>().Single().GlobalNetworkSet!.Labels["feed"]);
        Assert.Equal("calicopolicy.io/owner=web", snapshot.Resources.OfType<Namespace>().Single().Annotations.ToString());
        AssertComesBack(snapshot);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_damaged()
    {
        SnapshotFile.Write(PolicySnapshot.Of(RandomCase.Cluster(1).Resources, null, Token), _path, Token);
        var bytes = File.ReadAllBytes(_path);
        foreach (var length in (int[])[0, 1, 10, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(_path, bytes[..length]);
            Assert.Throws<DocumentException>(() => SnapshotFile.Read(_path, Token));
        }

        // Where what unpacks is whole but has less than it says.
        Put(Header.Replace("COUNT", "2", StringComparison.Ordinal), Tier);
        Assert.Equal("It holds 1 of 2 objects: it is cut off.", Fault(DocumentErrorCode.SnapshotDamaged));
        Put(Header.Replace("COUNT", "0", StringComparison.Ordinal), Tier);
        Assert.Equal("It holds more than the 0 objects that it names.", Fault(DocumentErrorCode.SnapshotDamaged));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod"}""")]
    [InlineData("""{"apiVersion":"calicopolicy.io/v1","kind":"PolicySnapshot"}""")]
    [InlineData("""{"apiVersion":"calicopolicy.io/v1","kind":"PolicySnapshot","version":1,"objects":-1}""")]
    [InlineData("""{"apiVersion":"calicopolicy.io/v1","kind":"PolicySnapshot","version":1,"objects":99999999999}""")]
    [InlineData("""{"apiVersion":"calicopolicy.io/v1","kind":"PolicySnapshot","version":1,"objects":0,"gaps":[5]}""")]
    [InlineData("""{"apiVersion":"calicopolicy.io/v1","kind":"PolicySnapshot","version":1,"objects":1}""", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}}""")]
    [InlineData("""{"apiVersion":"calicopolicy.io/v1","kind":"PolicySnapshot","version":1,"objects":1}""", """{"apiVersion":"v1","kind":"Pod","metadata":5}""")]
    [InlineData("""{"apiVersion":"calicopolicy.io/v1","kind":"PolicySnapshot","version":1,"objects":1}""", """{"apiVersion":"v1","kind":"List","items":[]}""")]
    public void What_is_no_snapshot_is_said_to_be_none(params string[] lines)
    {
        Put(lines);
        Fault(DocumentErrorCode.SnapshotDamaged);
    }

    [Fact]
    public void A_later_version_is_said_to_be_one()
    {
        Put(Header.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal).Replace("COUNT", "0", StringComparison.Ordinal));
        Assert.Contains("is of version 2; this module reads version 1", Fault(DocumentErrorCode.SnapshotTooNew), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_unpacks_without_end_is_left_at_the_limit()
    {
        Put(Header.Replace("COUNT", "1", StringComparison.Ordinal), new string(' ', 4_000_000), Tier);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<DocumentException>(() => SnapshotFile.Read(_path, new() { MaxBytes = 1_000_000 }, Token)).Error;
        Assert.Equal(DocumentErrorCode.LimitExceeded, error.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
        Assert.True(new FileInfo(_path).Length < 20_000);
    }

    [Fact]
    public void Names_in_it_are_names_and_no_paths()
    {
        Put(Header.Replace("COUNT", "1", StringComparison.Ordinal), Tier.Replace("\"a\"", "\"../../x\"", StringComparison.Ordinal));
        Assert.Equal("../../x", Assert.Single(SnapshotFile.Read(_path, Token).Resources).Name);
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(_path)!));
    }

    [Fact]
    public void Other_files_and_what_is_not_there_are_no_snapshots()
    {
        Assert.False(SnapshotFile.IsAt(_path));
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        foreach (var bytes in (byte[][])[[], [0x1F, 0x8B], "apiVersion: v1"u8.ToArray(), [0xFF, 0xFE, 0x61, 0x00]])
        {
            File.WriteAllBytes(_path, bytes);
            Assert.False(SnapshotFile.IsAt(_path));
        }

        Assert.Equal(DocumentErrorCode.FileUnreadable, Assert.Throws<DocumentException>(() => SnapshotFile.Read(_path + "x", Token)).Error.Code);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path.GetDirectoryName(_path)!)) Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    private void AssertComesBack(PolicySnapshot snapshot)
    {
        SnapshotFile.Write(snapshot, _path, Token);
        var read = SnapshotFile.Read(_path, Token);
        Assert.Equal(snapshot.Resources, read.Resources);
        Assert.Equal(snapshot.Gaps, read.Gaps);
        Assert.Equal((snapshot.Cluster, snapshot.IsLive, snapshot.IsComplete), (read.Cluster, read.IsLive, read.IsComplete));
    }

    private void Put(params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using var packed = new GZipStream(File.Create(_path), CompressionLevel.Optimal);
        packed.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }

    private string Fault(DocumentErrorCode code)
    {
        var error = Assert.Throws<DocumentException>(() => SnapshotFile.Read(_path, Token)).Error;
        Assert.Equal((code, _path), (error.Code, error.File));
        return error.Message;
    }
}
