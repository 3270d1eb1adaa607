using System.IO.Compression;
using System.Text;
using CalicoPolicy.Core.Documents;
using CalicoPolicy.Tests.Shared;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Documents;

/// <summary>Damaged texts: whatever stands in them, reading ends, throws nothing, and errors lie within the text.</summary>
public class MutationProperties
{
    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ",", ": ", ":", "- ", "-", "? ", "\n", "\r\n", " ", "  ", "\t", "#", " #", "&a ", "*a", "!!str ", "! ", "!<x> ", "|", ">", "|+2\n", "'", "\"", "\\", "\\u", "\\UFFFFFFFF",
        "\\ud800", "---\n", "...\n", "--- ", "%YAML 1.2\n", "%TAG ! x\n", "<<: ", "\0", "\uFEFF", "\uD800", "\u0085", "\u2028", "\U0001F600", "@", "`", "%", "~", "null", "1e999", "0x", "true", "//", "/*",
    ];

    private static readonly string Seed =
        Trees.WriteYaml(
            Trees.Map(("apiVersion", Trees.String("projectcalico.org/v3")), ("metadata", Trees.Map(("name", Trees.String("a")))), ("spec", Trees.Map(("order", Trees.String("1")), ("text", Trees.String("a\nb\n")))))) +
        """
        ---
        # comment
        base: &base {a: 1, b: [x, 'y', "z\n"]}
        other: &other
          <<: *base
          c: *base
        list:
        - - 1
          - two: {k: v}
        - ? complex
          : value
        - |
          literal

        - >-
          folded
          text
        - "double
          quoted"
        ---
        {"json": [1, 2.5e3, null, true, "\u00e4"], "k": {}}

        """;

    [Fact]
    public void Mutated_YAML_never_throws() => Mutate(TestScale.Of(6000), seed: 21, text =>
    {
        foreach (var document in Trees.ReadYaml(text))
        {
            Assert.Equal(document.Root is null, document.Errors.Count > 0);
            foreach (var error in document.Errors)
                AssertWithin(text, error);
            if (document.Root is not null)
                Assert.Equal(Trees.Show(document.Root), Trees.Show(Again(document.Root)));
        }
    });

    [Fact]
    public void Mutated_JSON_never_throws() => Mutate(TestScale.Of(6000), seed: 22, text =>
    {
        foreach (var document in Trees.ReadJson(text))
        {
            Assert.Equal(document.Root is null, document.Errors.Count > 0);
            foreach (var error in document.Errors)
                AssertWithin(text, error);
        }
    });

    [Fact]
    public void Mutated_files_never_throw()
    {
        var random = new Random(23);
        var reader = new DocumentReader(new YamlFormat());
        var path = Path.GetTempFileName();
        try
        {
            for (var round = 0; round < TestScale.Of(600); round++)
            {
                var bytes = Encoding.UTF8.GetBytes(Seed);
                if (round % 2 == 0)
                {
                    using var packed = new MemoryStream();
                    using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
                        gzip.Write(bytes);
                    bytes = packed.ToArray();
                }

                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                File.WriteAllBytes(path, bytes[..random.Next(bytes.Length + 1)]);
                Assert.NotNull(reader.ReadFile(path, TestContext.Current.CancellationToken).Documents);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Mutate(int count, int seed, Action<string> check)
    {
        var random = new Random(seed);
        for (var round = 0; round < count; round++)
        {
            var text = new StringBuilder(random.Next(3) == 0 ? Seed : Part(random));
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                var at = random.Next(text.Length + 1);
                if (random.Next(3) == 0)
                    text.Remove(at, Math.Min(text.Length - at, random.Next(1, 8)));
                else
                    text.Insert(at, random.Next(4) == 0 ? NastyStrings.Next(random) : Pieces[random.Next(Pieces.Length)]);
            }

            try
            {
                check(text.ToString());
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Round {round}: {Trees.Show(Trees.String(text.ToString()))}", exception);
            }
        }
    }

    private static string Part(Random random)
    {
        var start = random.Next(Seed.Length);
        return Seed.Substring(start, random.Next(Math.Min(200, Seed.Length - start)));
    }

    private static TreeNode Again(TreeNode root)
    {
        // Values keep, spellings need not: comparing what is written twice compares values.
        var once = Assert.Single(Trees.ReadYaml(Trees.WriteYaml(root)));
        Assert.Empty(once.Errors);
        Assert.Equal(Trees.WriteYaml(root), Trees.WriteYaml(once.Root!));
        return root;
    }

    private static void AssertWithin(string text, DocumentError error)
    {
        Assert.NotEmpty(error.Message);
        var lines = 2 + text.Count(character => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029');
        Assert.InRange(error.Span.Start.Line, 1, lines);
        Assert.InRange(error.Span.Start.Column, 1, text.Length + 2);
    }
}
