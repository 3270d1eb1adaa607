using CalicoPolicy.Core.Cluster;

namespace CalicoPolicy.Core.Tests.Cluster;

/// <summary>The texts are what kubectl 1.27 to 1.33 printed against API servers 1.20 and 1.36, unless a name says otherwise.</summary>
public class ServerErrorTests
{
    private const string Advice = """

        Please review the fields above--they currently have other managers. Here
        are the ways you can resolve this warning:
        * If you intend to manage all of these fields, please re-run the apply
          command with the `--force-conflicts` flag.
        See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts

        """;

    [Theory]
    [InlineData("Error from server (Forbidden): tiers.projectcalico.org \"security\" is forbidden: User \"readonly\" cannot patch resource \"tiers\" in API group \"projectcalico.org\" at the cluster scope", ServerErrorCategory.Forbidden, "Forbidden", "tiers.projectcalico.org \"security\" is forbidden: User \"readonly\" cannot patch resource \"tiers\" in API group \"projectcalico.org\" at the cluster scope")]
    [InlineData("Error from server (Forbidden): tiers.projectcalico.org \"security\" is forbidden: ", ServerErrorCategory.Forbidden, "Forbidden", "tiers.projectcalico.org \"security\" is forbidden: it is not there, and the user lacks the right to create tiers.projectcalico.org.")]
    [InlineData("Error from server (NotFound): namespaces \"shop\" not found", ServerErrorCategory.NotFound, "NotFound", "namespaces \"shop\" not found")]
    [InlineData("Error from server (AlreadyExists): error when creating \"STDIN\": tiers.projectcalico.org \"security\" already exists", ServerErrorCategory.AlreadyExists, "AlreadyExists", "tiers.projectcalico.org \"security\" already exists")]
    [InlineData("error: You must be logged in to the server (Unauthorized)", ServerErrorCategory.Unauthorized, "", "You must be logged in to the server (Unauthorized)")]
    [InlineData("Please enter Username: error: EOF", ServerErrorCategory.Unauthorized, "", "Please enter Username: error: EOF")]
    [InlineData("Unable to connect to the server: getting credentials: exec: executable nosuchplugin not found\n\nIt looks like you are trying to use a client-go credential plugin that is not installed.\n", ServerErrorCategory.Unauthorized, "", "Unable to connect to the server: getting credentials: exec: executable nosuchplugin not found It looks like you are trying to use a client-go credential plugin that is not installed.")]
    [InlineData("The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?", ServerErrorCategory.Unreachable, "", "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?")]
    [InlineData("Unable to connect to the server: dial tcp: lookup no-such-host.invalid on 10.255.255.53:53: no such host", ServerErrorCategory.Unreachable, "", "Unable to connect to the server: dial tcp: lookup no-such-host.invalid on 10.255.255.53:53: no such host")]
    [InlineData("Unable to connect to the server: EOF", ServerErrorCategory.Unreachable, "", "Unable to connect to the server: EOF")]
    [InlineData("Unable to connect to the server: dial tcp 192.0.2.1:443: i/o timeout", ServerErrorCategory.Timeout, "", "Unable to connect to the server: dial tcp 192.0.2.1:443: i/o timeout")]
    [InlineData("Error from server (Timeout): the server was unable to return a response in the time allotted, but may still be processing the request (get tiers.projectcalico.org)", ServerErrorCategory.Timeout, "Timeout", "the server was unable to return a response in the time allotted, but may still be processing the request (get tiers.projectcalico.org)")]
    [InlineData("Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority", ServerErrorCategory.Certificate, "", "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority")]
    [InlineData("error: resource mapping not found for name: \"security\" namespace: \"\" from \"STDIN\": no matches for kind \"Tier\" in version \"projectcalico.org/v3\"\nensure CRDs are installed first", ServerErrorCategory.UnknownKind, "", "resource mapping not found for name: \"security\" namespace: \"\" from \"STDIN\": no matches for kind \"Tier\" in version \"projectcalico.org/v3\" ensure CRDs are installed first")]
    [InlineData("error: the server doesn't have a resource type \"tiers\"", ServerErrorCategory.UnknownKind, "", "the server doesn't have a resource type \"tiers\"")]
    [InlineData("error: context \"nope\" does not exist", ServerErrorCategory.UnknownContext, "", "context \"nope\" does not exist")]
    [InlineData("Error in configuration: context was not found for specified context: nope", ServerErrorCategory.UnknownContext, "", "Error in configuration: context was not found for specified context: nope")]
    [InlineData("error: cannot locate context nope", ServerErrorCategory.UnknownContext, "", "cannot locate context nope")]
    [InlineData("error: stat /nonexistent: no such file or directory", ServerErrorCategory.UnknownContext, "", "stat /nonexistent: no such file or directory")]
    [InlineData("error: error loading config file \"bad.kc\": yaml: line 1: did not find expected node content", ServerErrorCategory.UnknownContext, "", "error loading config file \"bad.kc\": yaml: line 1: did not find expected node content")]
    [InlineData("Error from server (ServiceUnavailable): the server is currently unable to handle the request", ServerErrorCategory.Unavailable, "ServiceUnavailable", "the server is currently unable to handle the request")]
    [InlineData("Error from server: admission webhook \"w.example.com\" denied the request: no", ServerErrorCategory.Forbidden, "", "admission webhook \"w.example.com\" denied the request: no")]
    [InlineData("Error from server (InternalError): Internal error occurred: failed calling webhook \"w\": Post \"https://w.a.svc:443/v?timeout=10s\": dial tcp 10.0.0.1:443: connect: connection refused", ServerErrorCategory.Other, "InternalError", "Internal error occurred: failed calling webhook \"w\": Post \"https://w.a.svc:443/v?timeout=10s\": dial tcp 10.0.0.1:443: connect: connection refused")]
    [InlineData("Error from server (InternalError): Internal error occurred: failed calling webhook \"w\": Post \"https://w.a.svc:443/v\": x509: certificate has expired", ServerErrorCategory.Other, "InternalError", "Internal error occurred: failed calling webhook \"w\": Post \"https://w.a.svc:443/v\": x509: certificate has expired")]
    [InlineData("", ServerErrorCategory.Other, "", "kubectl ended with exit code 1 and said nothing.")]
    public async Task Each_message_has_its_category(string printed, ServerErrorCategory category, string reason, string message)
    {
        var error = await ReadAsync(printed);
        Assert.Equal((category, reason, message), (error.Category, error.Reason, error.Message));
    }

    [Fact]
    public async Task Fields_of_an_invalid_object_are_causes()
    {
        var error = await ReadAsync("""
            The NetworkPolicy "p" is invalid: 
            * spec.types[0]: Unsupported value: "Ingres": supported values: "Ingress", "Egress"
            * spec.ingress[0].action: Unsupported value: "Alow": supported values: "Allow", "Deny", "Log", "Pass"
            * metadata.annotations[a b: c]: Invalid value: "x
            y"
            * <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation
            """);
        Assert.Equal(ServerErrorCategory.Invalid, error.Category);
        Assert.Equal(
            [
                new("spec.types[0]", "Unsupported value: \"Ingres\": supported values: \"Ingress\", \"Egress\""),
                new("spec.ingress[0].action", "Unsupported value: \"Alow\": supported values: \"Allow\", \"Deny\", \"Log\", \"Pass\""),
                new("metadata.annotations[a b: c]", "Invalid value: \"x\ny\""),
                new(string.Empty, "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"),
            ],
            error.Causes);
        Assert.StartsWith("The NetworkPolicy \"p\" is invalid: spec.types[0]: Unsupported value", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The NetworkPolicy \"p\" is invalid: spec.ingress[0].icmp.type: Invalid value: 300: spec.ingress[0].icmp.type in body should be less than or equal to 254", "spec.ingress[0].icmp.type", "Invalid value: 300: spec.ingress[0].icmp.type in body should be less than or equal to 254")]
    [InlineData("The Tier \"default\" is invalid: <nil>: Invalid value: default tier order must be 1000000", "", "Invalid value: default tier order must be 1000000")]
    [InlineData("The tiers \"default\" is invalid: : ValidatingAdmissionPolicy 'protect' with binding 'protect' denied request: The built-in tier default cannot be deleted", "", "ValidatingAdmissionPolicy 'protect' with binding 'protect' denied request: The built-in tier default cannot be deleted")]
    [InlineData("Error from server: failed to create typed patch object (shop/p; projectcalico.org/v3, Kind=NetworkPolicy): .spec.bogus: field not declared in schema", "spec.bogus", "field not declared in schema")]
    [InlineData("Error from server: failed to create typed patch object: .spec.bogus: field not declared in schema", "spec.bogus", "field not declared in schema")]
    [InlineData("Error from server: failed to create typed patch object (shop/p; projectcalico.org/v3, Kind=NetworkPolicy): .spec.order: expected numeric (int or float), got string", "spec.order", "expected numeric (int or float), got string")]
    [InlineData("Error from server (BadRequest): error when creating \"STDIN\": NetworkPolicy in version \"v3\" cannot be handled as a NetworkPolicy: strict decoding error: unknown field \"spec.bogus\"", "spec.bogus", "unknown field")]
    [InlineData("error: error validating \"STDIN\": error validating data: ValidationError(NetworkPolicy.spec): unknown field \"bogus\" in org.projectcalico.v3.NetworkPolicy.spec; if you choose to ignore these errors, turn validation off with --validate=false", "spec.bogus", "unknown field")]
    public async Task Every_form_of_a_rejected_field_is_one_cause(string printed, string path, string message)
    {
        var error = await ReadAsync(printed);
        Assert.Equal(ServerErrorCategory.Invalid, error.Category);
        Assert.Equal([new(path, message)], error.Causes);
        Assert.EndsWith(path.Length == 0 ? message : $"{path}: {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_rejected_fields_are_several_causes()
    {
        var strict = await ReadAsync("Error from server (BadRequest): NetworkPolicy in version \"v3\" cannot be handled as a NetworkPolicy: strict decoding error: unknown field \"spec.bogus\", duplicate field \"spec.x\"");
        Assert.Equal([new("spec.bogus", "unknown field"), new("spec.x", "duplicate field")], strict.Causes);

        var client = await ReadAsync("error: error validating \"STDIN\": error validating data: [ValidationError(NetworkPolicy): unknown field \"a\" in org.X, ValidationError(NetworkPolicy.spec.order): invalid type for org.Y: got \"string\", expected \"number\"]; if you choose to ignore these errors, turn validation off with --validate=false");
        Assert.Equal([new("a", "unknown field"), new("spec.order", "invalid type for org.Y: got \"string\", expected \"number\"")], client.Causes);

        var typed = await ReadAsync("Error from server: failed to create typed patch object (/t; projectcalico.org/v3, Kind=Tier): errors:\n  .spec.a: field not declared in schema\n  .spec.b: field not declared in schema");
        Assert.Equal([new("spec.a", "field not declared in schema"), new("spec.b", "field not declared in schema")], typed.Causes);
    }

    [Fact]
    public async Task A_conflict_names_managers_and_fields_without_the_advice()
    {
        var one = await ReadAsync("error: Apply failed with 1 conflict: conflict with \"other\": .spec.order" + Advice);
        Assert.Equal(ServerErrorCategory.Conflict, one.Category);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"other\": .spec.order", one.Message);
        Assert.Equal([new("spec.order", "owned by field manager 'other'", "other")], one.Causes);

        var several = await ReadAsync("error: Apply failed with 3 conflicts: conflicts with \"a\":\n- .spec.selector\nconflicts with \"kubectl-client-side-apply\" using projectcalico.org/v3:\n- .metadata.labels.example.com/x\n- .spec.order" + Advice);
        Assert.Equal(
            [("spec.selector", "a"), ("metadata.labels.example.com/x", "kubectl-client-side-apply"), ("spec.order", "kubectl-client-side-apply")],
            several.Causes.Select(cause => (cause.Path, cause.Manager!)));
    }

    [Theory]
    [InlineData("User \"readonly\" cannot patch resource \"tiers\" in API group \"projectcalico.org\" at the cluster scope", "readonly", "patch", "tiers.projectcalico.org", null, null, false)]
    [InlineData("User \"system:serviceaccount:a:b\" cannot get resource \"networkpolicies\" in API group \"projectcalico.org\" in the namespace \"shop\"", "system:serviceaccount:a:b", "get", "networkpolicies.projectcalico.org", "shop", null, false)]
    [InlineData("User \"u\" cannot list resource \"pods\" in API group \"\" in the namespace \"shop\"", "u", "list", "pods", "shop", null, false)]
    [InlineData("User \"jane\" cannot create networkpolicies.projectcalico.org in tier \"security\" and namespace \"shop\" (user cannot get tier)", "jane", "create", "networkpolicies.projectcalico.org", "shop", "security", true)]
    [InlineData("User \"jane\" cannot delete globalnetworkpolicies.projectcalico.org in tier \"security\"", "jane", "delete", "globalnetworkpolicies.projectcalico.org", null, "security", false)]
    public async Task A_missing_right_is_taken_apart(string words, string user, string verb, string resource, string? home, string? tier, bool needsTier)
    {
        var error = await ReadAsync("Error from server (Forbidden): x.projectcalico.org \"p\" is forbidden: " + words);
        Assert.Equal(new MissingRight(user, verb, resource, home, tier, needsTier), error.MissingRight);
    }

    [Fact]
    public async Task Log_lines_warnings_and_credentials_are_no_part_of_the_message()
    {
        using var fake = new FakeKubectl("cat >&2; exit 1");
        var result = await fake.Kubectl().RunAsync(["x"], """
            E1122 15:31:31.260943   17968 memcache.go:265] "Unhandled Error" err="couldn't get current server API group list"
            Warning: spec.a is deprecated
            WARNING: version difference between client (1.32) and server (1.36) exceeds the supported minor version skew of +/-1
            Unable to connect to the server: proxyconnect tcp: Get "http://user:secret@proxy:3128": EOF
            """, TestContext.Current.CancellationToken);
        Assert.Equal("Unable to connect to the server: proxyconnect tcp: Get \"http://proxy:3128\": EOF", result.Error!.Message);
        Assert.Equal(["spec.a is deprecated"], result.Warnings);
    }

    [Fact]
    public async Task Warnings_alone_are_no_error()
    {
        using var fake = new FakeKubectl("echo 'Warning: old' >&2; echo ok");
        var result = await fake.Kubectl().RunAsync(["x"], null, TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        Assert.Equal(["old"], result.Warnings);
    }

    private static async Task<ServerError> ReadAsync(string printed)
    {
        using var fake = new FakeKubectl("cat >&2; exit 1");
        return (await fake.Kubectl().RunAsync(["x"], printed, TestContext.Current.CancellationToken)).Error!;
    }
}
