using System.Text.Json.Nodes;
using CalicoPolicy.Tests.Shared.Corpus;

namespace CalicoPolicy.Tests.Shared.Fuzzing;

/// <summary>Good texts to begin with, and the pieces that mean something in them.</summary>
internal static class FuzzSeeds
{
    public static IReadOnlyList<string> Yaml { get; } =
    [
        .. Corpus([CorpusStyle.ByHand, CorpusStyle.KubectlStream, CorpusStyle.KubectlList]),
        "a: &x [1, 2, {b: c}]\nd: *x\n<<: {e: f}\n",
        "base: &base {nets: [10.0.0.0/8]}\nspec:\n  <<: *base\n  nets: [10.1.0.0/16]\n",
        "%YAML 1.1\n%TAG ! tag:example.com,2000:\n---\n!!map {? !!str a : !<tag:yaml.org,2002:str> b}\n...\n---\nc\n",
        "text: |2-\n    indented\n   less\nfolded: >+\n  one\n\n  two\n\nquoted: \"\\x41\\u263A\\U0001F600\\\n  on \\t\"\nsingle: 'it''s'\n",
        "- yes\n- 0755\n- 1_000\n- 1:30\n- 2026-01-01\n- .inf\n- ~\n- 0x1F\n- 1e3\n- -0\n- =\n- <<\n- ''\n",
        "? [complex, key]\n: value\n? {a: b}\n: - c\n  -\td\n",
        "# comment\n---\n# another\n--- # third\na: 1 # fourth\n#b: 2\n",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: crd.projectcalico.org/v1\n  kind: GlobalNetworkPolicy\n  metadata: {name: default.a}\n  spec: {selector: all(), ingress: [{action: Allow, protocol: 6, destination: {ports: [1, \"2:3\", http]}}]}\n",
        "apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {name: h}\nspec: {node: n, interfaceName: '*', expectedIPs: [10.0.0.1], ports: [{name: a, protocol: TCP, port: 1}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a: b}}\nspec: {hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80}]}]}\nstatus: {podIPs: [{ip: 10.0.0.1}], phase: Running}\n",
    ];

    public static IReadOnlyList<string> YamlTokens { get; } =
    [
        "---\n", "\n---\n", "...\n", "\n", "\r\n", "\t", "  ", ": ", ":", "- ", "-", "? ", "{", "}", "[", "]", ", ", "&a ", "*a", "*", "&", "!", "!!str ", "!!binary ",
        "!!null ", "!<x> ", "|", ">", "|-\n", ">+9\n", "%YAML 1.2\n", "%TAG ! x\n", "#", " # c", "'", "\"", "\\", "\\x", "\\u12", "\\U00110000", "<<: ", "<<: *a\n",
        "null", "~", "true", "yes", "0x", "1e999", "-.inf", ".nan", "0o7", "1:60", "2001-12-14t21:59:43.10-05:00", "99999999999999999999", "apiVersion: ",
        "kind: List\n", "items: ", "metadata: ", "spec: ", "ingress: ", "ports: ", "nets: ", "@", "`", "\uFEFF", "\u0085", "\u2028", "\0", "\uD83D", "\uDE00", "\U0001F600",
    ];

    public static IReadOnlyList<string> Json { get; } =
    [
        .. Corpus([CorpusStyle.JsonList]),
        "{\"a\":[1,2.5e3,-0,true,false,null,\"\\u263A\\n\"],\"b\":{}}",
        "{\"apiVersion\":\"projectcalico.org/v3\",\"kind\":\"Tier\",\"metadata\":{\"name\":\"t\"},\"spec\":{\"order\":1.5,\"x\":{\"y\":[[]]}}}\n{\"apiVersion\":\"v1\",\"kind\":\"Namespace\"}",
        "[]", "\"text\"", "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[]}",
    ];

    public static IReadOnlyList<string> JsonTokens { get; } =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\uD83D", "\\uDE00", "null", "true", "fals", "1e400", "-", "0", "00", ".5", "NaN", "/*", "//", "'", "\n", "\t",
        "\0", "\uFEFF", "\"a\":", "{\"a\":1,\"a\":2}", "\"kind\":\"List\"", "\"items\":", "\uD83D", "\uDE00", "12345678901234567890", "1.0000000000000000000001",
    ];

    public static IReadOnlyList<string> Selectors { get; } =
    [
        "all()", "global()", "", " ", "has(a)", "!has( a/b.c-d_e )", "a == 'b'", "a != \"b\"", "a in {'b', \"c\",}", "a not in {}", "a notin{'b'}", "a contains 'b'",
        "a starts with 'b'", "a startswith 'b' && b ends with \"c\"", "(a == 'b' && has(c)) || !(d in {'e'} || !!!all())", "in in {'in'}", "has == 'has' || all == 'all'",
        "((((a == 'b'))))", "a == \"it's\" && b == 'say \"x\"'", "projectcalico.org/name not in {\"kube-system\", \"calico-system\"}",
        .. Enumerable.Range(0, 20).Select(index => CorpusSelectors.Workloads(new Random(index))),
        .. Enumerable.Range(0, 8).Select(index => CorpusSelectors.Namespaces(new Random(index))),
    ];

    public static IReadOnlyList<string> SelectorTokens { get; } =
    [
        " ", "\t", "\n", "(", ")", "{", "}", ",", "!", "==", "!=", "&&", "||", "=", "&", "|", "'", "\"", "'x'", "\"y\"", "has(", "all()", "global()", " in ", " not in ",
        "notin", " contains ", " starts with ", "startswith", " ends with ", "a", "a/b", "in", "not", "\0", "\u00E9", "\uD83D", "\uDE00", "\U0001F600", "\uFFFF", "\\",
    ];

    // Small files of a few objects each, so that one input is read in little time.
    private static IEnumerable<string> Corpus(CorpusStyle[] styles)
    {
        var corpus = new PolicyCorpus(policies: 24, files: 24, seed: 7);
        foreach (var style in styles)
        {
            for (var file = 1; file < 24; file++)
            {
                var objects = corpus.Objects(file).Where(value => value["spec"]!["nets"] is not JsonArray { Count: > 50 });
                var text = CorpusWriter.Write([.. objects], style, new Random(file));
                if (text.Length < 4000) yield return text;
            }
        }
    }
}
