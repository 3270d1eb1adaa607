using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CalicoPolicy.Tests.Shared.Corpus;

/// <summary>
/// A made-up repository of policies as large organisations keep them: tiers, address sets, policies of every kind, in files of several
/// ways of writing. The same numbers and seed give the same files to the byte, on every machine.
/// </summary>
internal sealed class PolicyCorpus
{
    private static readonly CorpusStyle[] Styles =
    [
        CorpusStyle.KubectlStream, CorpusStyle.ByHand, CorpusStyle.KubectlList, CorpusStyle.ByHand, CorpusStyle.JsonList,
    ];

    private readonly int _policies;
    private readonly int _files;
    private readonly int _seed;

    /// <param name="policies">How many policies, of all kinds together.</param>
    /// <param name="files">Over how many files they are spread, evenly.</param>
    /// <param name="seed">Which corpus of that size.</param>
    public PolicyCorpus(int policies = 10_000, int files = 200, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(policies);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(files);
        _policies = policies;
        _files = files;
        _seed = seed;
    }

    /// <summary>The files, one after the other; each is made when it is asked for.</summary>
    public IEnumerable<CorpusFile> Files()
    {
        for (var file = 0; file < _files; file++) yield return File(file);
    }

    /// <summary>The objects of one file.</summary>
    public IReadOnlyList<JsonObject> Objects(int file)
    {
        var objects = new List<JsonObject>();
        if (file == 0) objects.AddRange(CorpusSets.Tiers());
        var first = First(file);
        var end = First(file + 1);
        for (var index = first; index < end; index++)
        {
            var random = new Random(unchecked((_seed * 1_000_003) + index));
            if (index % 20 == 0) objects.Add(CorpusSets.Set(random, index));
            objects.Add(CorpusPolicies.Policy(random, index));
        }

        return objects;
    }

    /// <summary>Writes the files into a folder, which is made where it is missing.</summary>
    /// <returns>How many bytes they have together.</returns>
    public long WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var bytes = 0L;
        foreach (var file in Files())
        {
            var path = Path.Combine(folder, file.Name);
            System.IO.File.WriteAllText(path, file.Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            bytes += new FileInfo(path).Length;
        }

        return bytes;
    }

    private CorpusFile File(int file)
    {
        var style = Styles[file % Styles.Length];
        var random = new Random(unchecked((_seed * 7_919) + file));
        var name = string.Create(CultureInfo.InvariantCulture, $"{CorpusWords.Teams[file % CorpusWords.Teams.Length]}-{file:D4}");
        return new(name + (style == CorpusStyle.JsonList ? ".json" : ".yaml"), CorpusWriter.Write(Objects(file), style, random));
    }

    private int First(int file) => (int)((long)_policies * file / _files);
}
