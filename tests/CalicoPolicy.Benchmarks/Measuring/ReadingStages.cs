using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Benchmarks.Measuring;

/// <summary>The stages of reading one after the other, on one thread, so that each has figures of its own.</summary>
internal static class ReadingStages
{
    /// <summary>The objects of a folder, unmeasured.</summary>
    public static IReadOnlyList<Resource> Read(string folder)
    {
        var resources = new List<Resource>();
        foreach (var file in ResourceFiles.Expand([folder], isRecursive: false, CancellationToken.None))
        {
            foreach (var document in FormatOf(file).Read(new StringReader(File.ReadAllText(file)), file, ReadLimits.Default, CancellationToken.None))
                resources.AddRange(Map(file, document));
        }

        return resources;
    }

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
                    foreach (var document in FormatOf(files[index]).Read(new StringReader(texts[index]), files[index], ReadLimits.Default, CancellationToken.None))
                        trees.Add((files[index], document));
                }

                return trees.Count;
            }),
            Stopwatches.Measure("tree -> records", () =>
            {
                foreach (var (file, document) in trees) resources.AddRange(Map(file, document));
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

    private static ITextFormat FormatOf(string file) => file.EndsWith(".json", StringComparison.Ordinal) ? JsonFormat.Instance : new YamlFormat();

    private static IReadOnlyList<Resource> Map(string file, TreeDocument document)
    {
        var mapped = ResourceMapper.Read(document, file);
        return mapped.Errors.Count == 0 ? mapped.Resources : throw new InvalidOperationException(mapped.Errors[0].ToString());
    }
}
