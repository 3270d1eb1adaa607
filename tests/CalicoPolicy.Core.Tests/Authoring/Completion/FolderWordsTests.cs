using CalicoPolicy.Core.Authoring.Completion;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Documents.Revisions;
using CalicoPolicy.Core.Selectors;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Authoring.Completion;

public sealed class FolderWordsTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("calicopolicy-words-").FullName;
    private readonly CountingFormat _yaml = new();
    private readonly FolderWords _words;

    public FolderWordsTests() => _words = new(() => _yaml);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_of_the_folder_and_of_folders_in_it_are_read()
    {
        Put("a.yaml", Tier("one"));
        Put("sub/b.yml", Tier("two"));
        Put("sub/c.json", """{"apiVersion":"projectcalico.org/v3","kind":"Tier","metadata":{"name":"three"}}""");
        Put("d.txt", Tier("never"));
        Put(".git/e.yaml", Tier("never"));
        Assert.Equal(["one", "three", "two"], _words.Read(_folder, Long).Tiers);
    }

    [Fact]
    public void A_file_is_read_again_when_it_has_changed_only()
    {
        Put("a.yaml", Tier("one"));
        Put("b.yaml", Tier("two"));
        _words.Read(_folder, Long);
        _words.Read(_folder, Long);
        Assert.Equal(2, _yaml.Reads);
        Put("b.yaml", Tier("three"));
        Assert.Equal(["one", "three"], _words.Read(_folder, Long).Tiers);
        Assert.Equal(3, _yaml.Reads);
        File.Delete(Path.Combine(_folder, "a.yaml"));
        Assert.Equal(["three"], _words.Read(_folder, Long).Tiers);
    }

    [Fact]
    public void No_more_than_so_many_files_are_read()
    {
        for (var index = 0; index < FolderWords.MaxFiles + 50; index++) Put($"{index:000}.yaml", Tier($"t{index}"));
        _words.Read(_folder, Long);
        Assert.InRange(_yaml.Reads, 1, FolderWords.MaxFiles);
    }

    [Fact]
    public void No_more_than_so_many_bytes_are_read()
    {
        Put("a.yaml", Tier("one"));
        Put("b.yaml", Tier("large") + new string('#', (int)FolderWords.MaxBytes));
        Assert.Equal(["one"], _words.Read(_folder, Long).Tiers);
    }

    [Fact]
    public void What_cannot_be_read_has_no_words()
    {
        Put("a.yaml", "a: [");
        Put("b.yaml", "");
        Put("c.yaml", Tier("one"));
        Assert.Equal(["one"], _words.Read(_folder, Long).Tiers);
        Assert.Empty(_words.Read(Path.Combine(_folder, "missing"), Long).Tiers);
        Assert.Empty(_words.Read(null, Long).Tiers);
        Assert.Empty(new FolderWords(() => throw new InvalidOperationException("no YAML")).Read(_folder, Long).Tiers);
    }

    [Fact]
    public void A_caller_without_patience_gets_what_there_is_and_the_rest_next_time()
    {
        Put("a.yaml", Tier("one"));
        using var opened = new ManualResetEventSlim();
        _yaml.Gate = opened;
        Assert.Empty(_words.Read(_folder, TimeSpan.FromMilliseconds(20)).Tiers);
        opened.Set();
        Assert.Equal(["one"], _words.Read(_folder, Long).Tiers);
        Assert.Equal(1, _yaml.Reads);
    }

    [Fact]
    public void Automatic_labels_are_known_with_the_namespaces_as_values()
    {
        Put("a.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
        var words = _words.Read(_folder, Long);
        Assert.Equal(["shop"], words.NamespaceLabels.ValuesOf(AutomaticLabels.Name));
        Assert.Equal(["shop"], words.EndpointLabels.ValuesOf(AutomaticLabels.Namespace));
        Assert.Contains(AutomaticLabels.ServiceAccount, words.EndpointLabels.Keys);
        Assert.Empty(_words.Read(_folder + "-none", Long).NamespaceLabels.ValuesOf(AutomaticLabels.Name));
    }

    private static string Tier(string name) => $"apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata:\n  name: {name}\n";

    private void Put(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>YAML that counts the texts read and may be held up.</summary>
    private sealed class CountingFormat : ITextFormat
    {
        private readonly YamlFormat _yaml = new();
        private int _reads;

        public int Reads => _reads;

        public ManualResetEventSlim? Gate { get; set; }

        public IEnumerable<TreeDocument> Read(TextReader text, string? file, ReadLimits limits, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            Gate?.Wait(cancellationToken);
            return _yaml.Read(text, file, limits, cancellationToken);
        }

        public void Write(IEnumerable<TreeNode> documents, TextWriter text) => _yaml.Write(documents, text);

        public IReadOnlyList<TextEdit>? Edits(string text, TreeRevision revision) => _yaml.Edits(text, revision);
    }
}
