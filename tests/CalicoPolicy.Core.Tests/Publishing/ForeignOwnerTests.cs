using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Publishing;
using CalicoPolicy.Yaml;

namespace CalicoPolicy.Core.Tests.Publishing;

public class ForeignOwnerTests
{
    [Theory]
    [InlineData("managedFields: [{manager: kubectl}, {manager: argocd-controller, operation: Apply}]", "Argo CD (managedFields: argocd-controller)")]
    [InlineData("managedFields: [{manager: argocd-application-controller}]", "Argo CD (managedFields: argocd-application-controller)")]
    [InlineData("managedFields: [{manager: kustomize-controller}]", "Flux (managedFields: kustomize-controller)")]
    [InlineData("managedFields: [{manager: helm-controller}]", "Flux (managedFields: helm-controller)")]
    [InlineData("managedFields: [{manager: helm}]", "Helm (managedFields: helm)")]
    [InlineData("managedFields: [{manager: fleetagent}]", "Rancher Fleet (managedFields: fleetagent)")]
    [InlineData("managedFields: [{manager: helm, subresource: status}, {manager: kubectl-edit}, {manager: calicopolicy}]", null)]
    [InlineData("labels: {app.kubernetes.io/instance: shop}", null)]
    [InlineData("labels: {app.kubernetes.io/instance: shop, app.kubernetes.io/managed-by: Helm}", "Helm (app.kubernetes.io/managed-by: Helm)")]
    [InlineData("annotations: {argocd.argoproj.io/tracking-id: 'shop:x'}", "Argo CD (argocd.argoproj.io/tracking-id: shop:x)")]
    [InlineData("ownerReferences: [{kind: Thing, name: it}]", "Thing it (ownerReferences)")]
    public void Whoever_looks_after_an_object_is_named_with_the_proof(string metadata, string? expected)
    {
        using var text = new StringReader($"apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {{name: default, {metadata}}}");
        var live = Assert.IsType<TreeMapping>(Assert.Single(new YamlFormat().Read(text, null, ReadLimits.Default, TestContext.Current.CancellationToken)).Root);
        Assert.Equal(expected, ForeignOwner.Of(live));
    }
}
