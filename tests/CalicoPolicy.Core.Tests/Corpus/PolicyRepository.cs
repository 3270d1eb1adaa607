using System.Collections.Concurrent;
using CalicoPolicy.Core.Findings;
using CalicoPolicy.Core.Resources;
using CalicoPolicy.Core.Tests.Rules;

namespace CalicoPolicy.Core.Tests.Corpus;

/// <summary>
/// One repository of the corpus: the policies of one cluster, as a folder of YAML files. It is the whole set, so that rules about
/// what is missing run too. Each file is read once.
/// </summary>
internal sealed class PolicyRepository
{
    private static readonly ConcurrentDictionary<string, Lazy<PolicyRepository>> Known = new(StringComparer.Ordinal);
    private readonly RuleOptions _options;
    private readonly SortedDictionary<string, List<Resource>> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Lazy<HashSet<string>> _fingerprints;

    private PolicyRepository(string name, string target)
    {
        _options = new() { Complete = true, Target = CalicoTarget.Parse(target) };
        _fingerprints = new(() => [.. Judge().Select(finding => finding.Fingerprint)]);
        var folder = Path.Combine(Folder, name);
        foreach (var path in Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            var file = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            _texts.Add(file, File.ReadAllText(path).ReplaceLineEndings("\n"));
            _resources.Add(file, Input.Read(_texts[file], file));
        }
    }

    /// <summary>The repositories, and the product and version that each is for.</summary>
    public static IReadOnlyDictionary<string, string> Targets { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["bank"] = "Enterprise/3.24",
        ["boutique"] = "OpenSource/3.32",
        ["metal"] = "OpenSource/3.31",
        ["platform"] = "OpenSource/3.31",
        ["tenants"] = "Enterprise/3.20",
    };

    public static string Folder => RepositoryFiles.PathOf("tests", "CalicoPolicy.Core.Tests", "Corpus");

    public IEnumerable<Resource> Resources => _resources.Values.SelectMany(file => file);

    public static PolicyRepository Named(string name) =>
        Known.GetOrAdd(name, static key => new(() => new(key, Targets[key]))).Value;

    public string TextOf(string file) => _texts[file];

    /// <summary>The findings of both groups of rules in all files.</summary>
    public List<PolicyFinding> Judge() => Input.Judge([.. Resources], _options);

    /// <summary>The findings with endpoints around the policies.</summary>
    public List<PolicyFinding> JudgeInCluster(IReadOnlyList<Resource> endpoints) => Input.JudgeInCluster([.. Resources, .. endpoints], _options, [.. Resources]);

    /// <summary>The findings with another text in place of one file's.</summary>
    public List<PolicyFinding> Judge(string file, string text) =>
        Input.Judge([.. _resources.SelectMany(one => one.Key == file ? Input.Read(text, file) : one.Value)], _options);

    /// <summary>Whether the repository as it stands has the finding.</summary>
    public bool Has(PolicyFinding finding) => _fingerprints.Value.Contains(finding.Fingerprint);
}
