using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

public class ServiceMappingTests
{
    [Fact]
    public void Names_of_load_balancers_are_left_out()
    {
        var service = Service("""{"spec": {}, "status": {"loadBalancer": {"ingress": [{"hostname": "lb.example.com"}, {"ip": "192.0.2.1", "ipMode": "VIP"}]}}}""");
        Assert.Equal(["192.0.2.1"], service.LoadBalancerIPs);
    }

    [Fact]
    public void An_old_service_has_one_cluster_address() =>
        Assert.Equal(["10.96.0.1"], Service("""{"spec": {"clusterIP": "10.96.0.1"}}""").ClusterIPs);

    [Fact]
    public void A_headless_service_says_so() => Assert.Equal(["None"], Service("""{"spec": {"clusterIP": "None", "clusterIPs": ["None"]}}""").ClusterIPs);

    [Fact]
    public void A_target_port_keeps_its_type()
    {
        var service = Service("""{"spec": {"ports": [{"port": 80, "targetPort": 8080}, {"port": 81, "targetPort": "http"}, {"port": 82, "targetPort": "8080"}, {"port": 83}]}}""");
        KubernetesPort?[] expected = [new(8080), new("http"), new("8080"), null];
        Assert.Equal(expected, service.Ports.Select(port => port.TargetPort));
    }

    [Fact]
    public void A_slice_belongs_to_the_service_that_its_label_names()
    {
        var slice = Mapped.One<EndpointSlice>("""
            {
              "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4", "ports": [{"name": "", "port": 8080, "appProtocol": "x"}],
              "metadata": {"name": "web-x", "namespace": "shop", "labels": {"kubernetes.io/service-name": "web"}},
              "endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": false}}, {"addresses": ["10.0.0.2"], "conditions": {}}, {"addresses": ["10.0.0.3"]}]
            }
            """);
        Assert.Equal("web", slice.ServiceName);
        Assert.Equal(string.Empty, Assert.Single(slice.Ports).Name);
        bool?[] ready = [false, null, null];
        Assert.Equal(ready, slice.Endpoints.Select(endpoint => endpoint.Ready));
    }

    [Fact]
    public void A_slice_without_the_label_belongs_to_no_service() => Assert.Null(new EndpointSlice().ServiceName);

    private static Service Service(string parts) => Mapped.One<Service>(
        $$"""{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, {{parts[1..]}}""");
}
