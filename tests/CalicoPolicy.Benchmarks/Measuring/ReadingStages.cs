using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>The stages of reading one after the other, on one thread, so that each has figures of its own.</summary>
internal static class ReadingStages
{
    public static IReadOnlyList<Measurement> Measure(string folder)
    {
        var files = ResourceFiles.Expand([folder], isRecursive: false, CancellationToken.None).ToList();
        var texts = new List<string>();
        var trees = new List<(string File, TreeDocument Document)>();
        var resources = new List<Resource>();
        List<Measurement> stages =
        [
            Stopwatches.Measure("file -> text", () =>
            {
                texts.AddRange(files.Select(File.ReadAllText));
                return texts.Sum(text => (long)text.Length);
            }),
            Stopwatches.Measure("text -> tree", () =>
            {
                for (var index = 0; index < files.Count; index++)
                {
                    ITextFormat format = files[index].EndsWith(".json", StringComparison.Ordinal) ? JsonFormat.Instance : new YamlFormat();
                    foreach (var document in format.Read(new StringReader(texts[index]), files[index], ReadLimits.Default, CancellationToken.None))
                        trees.Add((files[index], document));
                }

                return trees.Count;
            }),
            Stopwatches.Measure("tree -> records", () =>
            {
                foreach (var (file, document) in trees)
                {
                    var mapped = ResourceMapper.Read(document, file);
                    if (mapped.Errors.Count > 0) throw new InvalidOperationException(mapped.Errors[0].ToString());
                    resources.AddRange(mapped.Resources);
                }

                return resources.Count;
            }),
        ];
        texts.Clear();
        trees.Clear();
        var kept = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        GC.KeepAlive(resources);
        stages.Add(new Measurement { Name = "kept by the records", Count = resources.Count, AllocatedMegabytes = kept });
        return stages;
    }
}
