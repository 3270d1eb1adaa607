using System.IO.Compression;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Documents;

public sealed class DocumentReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("calicopolicy").FullName;
    private readonly DocumentReader _reader = new(new YamlFormat());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.yaml", "a: 1\n---\nb: 2\n", 2)]
    [InlineData("a.yaml", "{\"a\": 1}\n{\"b\": 2}\n", 2)]
    [InlineData("a.txt", "[1]", 1)]
    [InlineData("a.yaml", "{a: 1}", 1)]
    [InlineData("a.yaml", "{\"a\": 1, }", 1)]
    [InlineData("a.yaml", "{\"a\": 1} # comment", 1)]
    [InlineData("a.yaml", "[x, y]", 1)]
    [InlineData("a.yaml", "{\"a\": 1}\n---\n{\"b\": 2}\n", 2)]
    [InlineData("a.yaml", "  \n{}", 1)]
    [InlineData("a.yaml", "", 0)]
    [InlineData("a.json", " ", 0)]
    public void The_format_is_told_by_the_text(string name, string text, int count)
    {
        var documents = _reader.ReadFile(Write(name, Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken).Documents;
        Assert.Equal(count, documents.Count);
        Assert.All(documents, document => Assert.Empty(document.Errors));
        Assert.Equal(documents.Select(document => Trees.Show(document.Root)), _reader.ReadText(text, TestContext.Current.CancellationToken).Select(document => Trees.Show(document.Root)));
    }

    [Theory]
    [InlineData("a.json", "a: 1")]
    [InlineData("a.json.gz", "{a: 1}")]
    [InlineData("a.yaml", "{\"a\": 1")]
    [InlineData("a.yaml", "{\"a\": \"\\q\"}")]
    public void A_text_that_should_be_JSON_has_the_errors_of_JSON(string name, string text)
    {
        var error = Assert.Single(Assert.Single(_reader.ReadFile(Write(name, Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken).Documents).Errors);
        Assert.Equal(Assert.Single(Trees.ReadJson(text)[0].Errors).Message, error.Message);
    }

    [Theory]
    [InlineData("ä: \"😀日\"\n")]
    [InlineData("{\"ä\": \"😀日\"}\n")]
    public void Encodings_and_compression_are_told_by_the_first_bytes(string text)
    {
        byte[][] contents =
        [
            Encoding.UTF8.GetBytes(text),
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        ];
        foreach (var content in contents.Concat(contents.Select(Pack)))
        {
            var document = Assert.Single(Read(content));
            Assert.Empty(document.Errors);
            Assert.Equal("{\"\\00E4\":\"\\D83D\\DE00\\65E5\",}", Trees.Show(document.Root));
            Assert.Equal(1, ((TreeMapping)document.Root!).Fields[0].KeySpan.Start.Line);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_an_error_on_their_line()
    {
        var documents = Read([.. "a: 1\n---\nb: x\nc: "u8, 0xC3, 0x28, .. "\n"u8]);
        Assert.Equal([0, 1], documents.Select(document => document.Errors.Count));
        Assert.Equal("InvalidEncoding 4:4", $"{documents[1].Errors[0].Code} {documents[1].Errors[0].Span.Start}");
        Assert.Equal("InvalidEncoding", Read([.. "a: x"u8, 0xE6, 0x97])[0].Errors[0].Code.ToString());
        Assert.Equal("InvalidEncoding", Read([0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00, 0x20, 0x00, 0x00, 0xD8, 0x62, 0x00])[0].Errors[0].Code.ToString());
        Assert.Equal("InvalidEncoding", Read([.. "{\"a\": \""u8, 0xFF, .. "\"}"u8])[0].Errors[0].Code.ToString());
    }

    [Fact]
    public void Damaged_compression_is_an_error()
    {
        var random = new Random(1);
        var text = new byte[200_000];
        for (var index = 0; index < text.Length; index++)
            text[index] = index % 80 == 79 ? (byte)'\n' : (byte)random.Next('a', 'z');
        var packed = Pack([.. "a: 1\n---\nb: |\n  "u8, .. text.Where(value => value != '\n')]);
        Assert.Empty(Read(packed)[^1].Errors);
        Assert.Equal(DocumentErrorCode.InvalidEncoding, Read(packed[..(packed.Length / 2)])[^1].Errors[0].Code);
        packed[packed.Length / 2] ^= 0xFF;
        Assert.Equal(DocumentErrorCode.InvalidEncoding, Read(packed)[^1].Errors[0].Code);
        Assert.Equal(DocumentErrorCode.InvalidEncoding, Read([0x1F, 0x8B, 0x08, 1, 2, 3])[^1].Errors[0].Code);
    }

    [Theory]
    [InlineData("a: 1\n")]
    [InlineData("{\"a\": 1}\n")]
    public void What_unpacks_to_more_than_the_limit_ends_early(string piece)
    {
        // 200 MB in some 200 KB.
        var path = Path.Combine(_folder, "bomb.gz");
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("---\n" + piece, 100)).Replace("---\n{", "{", StringComparison.Ordinal));
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            for (long written = 0; written < 200_000_000; written += block.Length)
                gzip.Write(block);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new DocumentReader(new YamlFormat()) { Limits = new ReadLimits { MaxBytes = 100_000 } };
        var documents = reader.ReadFile(path, TestContext.Current.CancellationToken).Documents;
        Assert.Equal(DocumentErrorCode.LimitExceeded, documents[^1].Errors[0].Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
        Assert.InRange(documents.Count, 1000, 100_000);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_of_its_own()
    {
        Assert.Contains("no such file", Error(Path.Combine(_folder, "none.yaml")), StringComparison.Ordinal);
        Assert.Contains("no such file", Error(Path.Combine(_folder, "none", "a.json")), StringComparison.Ordinal);
        Assert.Contains("folder", Error(_folder), StringComparison.Ordinal);
        Assert.Contains("FileUnreadable", Error("a\0b"), StringComparison.Ordinal);
        Assert.Contains("FileUnreadable", Error(""), StringComparison.Ordinal);
        var path = Write("big.yaml", new byte[1001]);
        var small = new DocumentReader(new YamlFormat()) { Limits = new ReadLimits { MaxBytes = 1000 } };
        Assert.Equal(DocumentErrorCode.LimitExceeded, Assert.Single(small.ReadFile(path, TestContext.Current.CancellationToken).Documents).Errors[0].Code);

        string Error(string file)
        {
            var result = _reader.ReadFile(file, TestContext.Current.CancellationToken);
            Assert.Equal(file, result.File);
            var error = Assert.Single(Assert.Single(result.Documents).Errors);
            Assert.Equal(file, error.File);
            return $"{error.Code} {error.Message}";
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Files_come_in_order_however_many_are_read_at_once(int parallelism)
    {
        var paths = Enumerable.Range(0, 60).Select(index => Write($"{index}.yaml", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"---\na: {index}\n", 1 + (index % 7 * 40)))))).ToList();
        paths.Insert(30, Path.Combine(_folder, "missing.yaml"));
        var reader = new DocumentReader(new YamlFormat()) { Parallelism = parallelism };
        var results = reader.ReadFiles(paths, TestContext.Current.CancellationToken).ToList();
        Assert.Equal(paths, results.Select(result => result.File));
        Assert.Equal(DocumentErrorCode.FileUnreadable, results[30].Documents[0].Errors[0].Code);
        Assert.Equal(paths.Count, reader.ReadFiles(paths, file => file.Documents.Count, TestContext.Current.CancellationToken).Count());
    }

    [Fact]
    public void Only_a_few_files_are_read_ahead()
    {
        var path = Write("a.yaml", "a: 1\n"u8.ToArray());
        var taken = 0;
        var reader = new DocumentReader(new YamlFormat()) { Parallelism = 2 };
        using var results = reader.ReadFiles(Enumerable.Range(0, 1000).Select(_ => { taken++; return path; }), TestContext.Current.CancellationToken).GetEnumerator();
        for (var index = 0; index < 10; index++)
            Assert.True(results.MoveNext());
        Assert.InRange(taken, 10, 14);
    }

    [Fact]
    public void Reading_files_stops_when_asked_and_lets_errors_of_the_caller_out()
    {
        var path = Write("a.yaml", "a: 1\n"u8.ToArray());
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var result in _reader.ReadFiles(Enumerable.Repeat(path, 1_000_000), source.Token))
                source.Cancel();
        });
        Assert.Throws<InvalidTimeZoneException>(() => _reader.ReadFiles<int>([path, path], _ => throw new InvalidTimeZoneException(), TestContext.Current.CancellationToken).ToList());
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private IReadOnlyList<TreeDocument> Read(byte[] content) => _reader.ReadFile(Write("a.yaml", content), TestContext.Current.CancellationToken).Documents;
}
