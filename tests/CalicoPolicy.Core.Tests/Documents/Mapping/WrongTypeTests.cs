using CalicoPolicy.Core.Documents;
using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

public class WrongTypeTests
{
    [Theory]
    [InlineData("""{"order": "first"}""", "spec.order: expected a number, found the text 'first'.")]
    [InlineData("""{"tier": 5}""", "spec.tier: expected text, found the number 5. Put it in quotes.")]
    [InlineData("""{"tier": true}""", "spec.tier: expected text, found the Boolean true. Put it in quotes.")]
    [InlineData("""{"ingress": {"action": "Allow"}}""", "spec.ingress: expected a list, found an object. Put '- ' before the item.")]
    [InlineData("""{"ingress": [{"action": "Allow"}, "Deny"]}""", "spec.ingress[1]: expected an object, found the text 'Deny'.")]
    [InlineData("""{"ingress": [null]}""", "spec.ingress[0]: expected an object, found nothing.")]
    [InlineData("""{"egress": [{"destination": {"ports": [80, 1.5]}}]}""", "spec.egress[0].destination.ports[1]: expected a whole number or text, found the number 1.5.")]
    [InlineData("""{"egress": [{"destination": {"nets": "10.0.0.0/8"}}]}""", "spec.egress[0].destination.nets: expected a list, found the text '10.0.0.0/8'.")]
    [InlineData("""{"ingress": [{"icmp": {"type": 1.5}}]}""", "spec.ingress[0].icmp.type: expected a whole number, found the number 1.5.")]
    [InlineData("""{"ingress": [{"metadata": {"annotations": {"a.b/c": 1}}}]}""", "spec.ingress[0].metadata.annotations.a.b/c: expected text, found the number 1. Put it in quotes.")]
    [InlineData("""["all()"]""", "spec: expected an object, found a list.")]
    [InlineData("""{"selector": ["0123456789012345678901234567890123456789"]}""", "spec.selector: expected text, found a list.")]
    public void The_error_names_the_field_and_what_stands_there(string spec, string message) =>
        Assert.Equal(message, Mapped.Error($$"""{"apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy", "metadata": {"name": "p"}, "spec": {{spec}}}""").Message);

    [Fact]
    public void The_error_has_file_document_line_and_column()
    {
        var error = Mapped.Error("""
            {
              "apiVersion": "projectcalico.org/v3", "kind": "GlobalNetworkPolicy",
              "metadata": {"name": "p"},
              "spec": {
                "preDNAT": "yes"
              }
            }
            """);
        Assert.Equal(DocumentErrorCode.InvalidFieldType, error.Code);
        Assert.Equal(Mapped.File, error.File);
        Assert.Equal(0, error.Document);
        Assert.Equal(new TextSpan(new(5, 16), new(5, 21)), error.Span);
        Assert.Equal("/policies/a.yaml:5:16: spec.preDNAT: expected true or false, found the text 'yes'.", error.ToString());
    }

    [Fact]
    public void Long_values_are_cut_in_the_message()
    {
        var error = Mapped.Error("""{"apiVersion": "projectcalico.org/v3", "kind": "Tier", "metadata": {"name": "t"}, "spec": {"order": "0123456789012345678901234567890123456789x"}}""");
        Assert.Equal("spec.order: expected a number, found the text '0123456789012345678901234567890123456...'.", error.Message);
    }

    [Fact]
    public void All_errors_of_a_document_are_reported()
    {
        var read = Mapped.Read("""
            {"apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy", "metadata": {"name": 5, "labels": {"a": 1, "b": true}}, "spec": {"order": [], "types": "Ingress"}}
            """);
        Assert.Equal(["metadata.name", "metadata.labels.a", "metadata.labels.b", "spec.order", "spec.types"], read.Errors.Select(error => error.Message.Split(':')[0]));
    }

    [Theory]
    [InlineData("""{"kind": "Tier"}""", DocumentErrorCode.MissingField, "the object has no apiVersion.")]
    [InlineData("""{"apiVersion": "v1"}""", DocumentErrorCode.MissingField, "the object has no kind.")]
    [InlineData("""{"apiVersion": null, "kind": "Tier"}""", DocumentErrorCode.MissingField, "the object has no apiVersion.")]
    [InlineData("""{"apiVersion": 1, "kind": "Tier"}""", DocumentErrorCode.InvalidFieldType, "apiVersion: expected text, found the number 1.")]
    [InlineData("""{"apiVersion": "v1", "kind": ["Tier"]}""", DocumentErrorCode.InvalidFieldType, "kind: expected text, found a list.")]
    public void An_object_must_say_what_it_is(string json, DocumentErrorCode code, string message)
    {
        var error = Mapped.Error(json);
        Assert.Equal(code, error.Code);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_document_that_is_no_object_is_an_error()
    {
        var read = Mapped.Read(JsonTree.Text("text"));
        Assert.Equal("expected a Kubernetes object, found the text 'text'.", Assert.Single(read.Errors).Message);
    }

    [Fact]
    public void A_document_of_null_is_nothing()
    {
        var read = Mapped.Read(new TreeScalar(ScalarKind.Null, "~", default));
        Assert.Empty(read.Errors);
        Assert.Empty(read.Resources);
    }

    [Fact]
    public void The_errors_of_the_reader_are_passed_on()
    {
        DocumentError[] errors = [new(DocumentErrorCode.InvalidSyntax, "broken", null, 3, default)];
        var read = ResourceMapper.Read(new TreeDocument(3, null, errors, false), null);
        Assert.Equal(errors, read.Errors);
        Assert.Empty(read.Resources);
    }
}
