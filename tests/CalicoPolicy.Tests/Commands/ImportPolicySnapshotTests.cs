using CalicoPolicy.Tests.Engine;

namespace CalicoPolicy.Tests.Commands;

public sealed class ImportPolicySnapshotTests : IDisposable
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web-1
          namespace: shop
          labels:
            app: web
          annotations:
            note: planted-secret
        spec:
          containers:
            - name: web
              args: [planted-secret]
              env:
                - name: PASSWORD
                  value: planted-secret
              ports:
                - name: http
                  containerPort: 8080

        """;

    private readonly TestFolder _folder = new();
    private readonly PolicyEngine _engine;

    public ImportPolicySnapshotTests() => _engine = new(_folder.Place);

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void All_files_make_one_snapshot()
    {
        _folder.Write("pod.yaml", Pod);
        _folder.Write("sub/ns.json", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}""");
        Assert.Equal("1 shop 1", _engine.Text("$s = @(Import-PolicySnapshot . -Recurse); \"$($s.Count) $($s[0].Namespaces) $($s[0].Endpoints.Count)\""));
        Assert.Equal("1 1", _engine.Text("$s = @('pod.yaml', 'sub/ns.json' | Import-PolicySnapshot); \"$($s.Count) $($s[0].Endpoints.Count)\""));
    }

    [Fact]
    public void A_list_as_kubectl_prints_it_is_its_items()
    {
        _folder.Write("pods.json", """{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","namespace":"x"}},{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b","namespace":"x"}}]}""");
        Assert.Equal("x/a x/b", _engine.Text("(Import-PolicySnapshot pods.json).Endpoints -join ' '"));
    }

    [Fact]
    public void Nothing_of_a_pod_that_policy_does_not_depend_on_is_in_it()
    {
        _folder.Write("pod.yaml", Pod);
        var printed = _engine.Printed("$s = Import-PolicySnapshot pod.yaml; $s | Format-List *; $s.Endpoints | Format-List *; $s.Resources | ConvertTo-PolicyYaml; $s | ConvertTo-Json -Depth 6");
        Assert.Contains("web-1", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_document_is_an_error_and_takes_away_that_the_snapshot_is_complete()
    {
        _folder.Write("a.yaml", Pod);
        _folder.Write("b.yaml", "kind: [");
        var result = _engine.Run("(Import-PolicySnapshot a.yaml, b.yaml -Complete).IsComplete");
        Assert.Equal(["False"], result.Texts);
        Assert.Equal(["InvalidSyntax"], result.ErrorIds);
        Assert.Contains("not taken for complete", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_without_resources_make_an_empty_snapshot_and_a_warning()
    {
        _folder.Write("a.yaml", "# nothing\n");
        var result = _engine.Run("(Import-PolicySnapshot a.yaml).Resources.Count");
        Assert.Equal(["0"], result.Texts);
        Assert.Contains("empty", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
