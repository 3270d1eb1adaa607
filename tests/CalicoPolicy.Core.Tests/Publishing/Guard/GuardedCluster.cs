using System.Globalization;

namespace CalicoPolicy.Core.Tests.Publishing.Guard;

/// <summary>
/// A cluster as it runs: one node of the control plane and two others, DNS, Calico, webhooks, metrics-server, ingress-nginx behind a
/// load balancer, and a shop. Nothing is denied in it.
/// </summary>
internal static class GuardedCluster
{
    /// <summary>All of it.</summary>
    public static string Text { get; } = Rules.Yaml.Documents(
    [
        .. ((string[])["kube-system", "calico-system", "calico-apiserver", "cert-manager", "ingress-nginx", "shop", "batch", "default"]).Select(Namespace),
        Node("cp-1", "192.0.2.10", "node-role.kubernetes.io/control-plane: ''"), Node("w-1", "192.0.2.11"), Node("w-2", "192.0.2.12"),
        "apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\nspec: {}\n",
        ApiServers,
        Pod("coredns-a", "kube-system", "10.0.1.1", "k8s-app: kube-dns", "w-1", "coredns", "{name: dns, containerPort: 53, protocol: UDP}, {name: dns-tcp, containerPort: 53}"),
        Service("kube-dns", "kube-system", "k8s-app: kube-dns", "{name: dns, port: 53, protocol: UDP, targetPort: dns}, {name: dns-tcp, port: 53, targetPort: dns-tcp}, {name: metrics, port: 9153}"),
        Pod("metrics-server-a", "kube-system", "10.0.1.2", "k8s-app: metrics-server", "w-2", "metrics-server", "{name: https, containerPort: 10250}"),
        Service("metrics-server", "kube-system", "k8s-app: metrics-server", "{port: 443, targetPort: https}"),
        Pod("calico-apiserver-a", "calico-apiserver", "10.0.1.3", "k8s-app: calico-apiserver", "w-1", "calico-apiserver", "{containerPort: 5443}"),
        Service("calico-api", "calico-apiserver", "k8s-app: calico-apiserver", "{port: 443, targetPort: 5443}"),
        Pod("goldmane-a", "calico-system", "10.0.1.4", "k8s-app: goldmane", "w-2", "goldmane", "{containerPort: 7443}"),
        Service("goldmane", "calico-system", "k8s-app: goldmane", "{port: 7443}"),
        Pod("whisker-a", "calico-system", "10.0.1.5", "k8s-app: whisker", "w-1", "whisker", "{containerPort: 8081}"),
        HostPod("calico-typha-a", "calico-system", "192.0.2.11", "k8s-app: calico-typha", "w-1"),
        Pod("cert-manager-webhook-a", "cert-manager", "10.0.1.6", "app: webhook", "w-2", "cert-manager-webhook", "{name: https, containerPort: 10250}"),
        Service("cert-manager-webhook", "cert-manager", "app: webhook", "{port: 443, targetPort: https}"),
        Pod("nginx-a", "ingress-nginx", "10.0.1.7", "app.kubernetes.io/name: ingress-nginx", "w-1", "ingress-nginx", "{name: http, containerPort: 80}, {name: https, containerPort: 443}"),
        Service("nginx", "ingress-nginx", "app.kubernetes.io/name: ingress-nginx", "{name: http, port: 80, targetPort: http}, {name: https, port: 443, targetPort: https}", "type: LoadBalancer, externalTrafficPolicy: Local, "),
        Pod("web-a", "shop", "10.0.2.1", "app: web", "w-1"), Pod("web-b", "shop", "10.0.2.2", "app: web", "w-2"),
        Service("web", "shop", "app: web", "{port: 80, targetPort: 8080}"),
        Pod("db-a", "shop", "10.0.2.3", "app: db", "w-2"),
        Service("db", "shop", "app: db", "{port: 5432}"),
        Pod("operator-a", "shop", "10.0.2.4", "app: operator", "w-1", "operator"),
        Pod("job-a", "batch", "10.0.3.1", "app: job", "w-2"),
    ]);

    /// <summary>The slices of service <c>default/kubernetes</c>.</summary>
    public const string ApiServers = """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: kubernetes, namespace: default, labels: {kubernetes.io/service-name: kubernetes}}
        addressType: IPv4
        endpoints: [{addresses: [192.0.2.10]}]
        ports: [{name: https, port: 6443}]

        """;

    public static string Namespace(string name) => $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}}}\n";

    public static string Node(string name, string address, string labels = "") =>
        $"apiVersion: v1\nkind: Node\nmetadata: {{name: {name}, labels: {{{labels}}}}}\nstatus: {{addresses: [{{type: InternalIP, address: {address}}}]}}\n";

    public static string Pod(string name, string ns, string address, string labels, string node, string account = "default", string ports = "") =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: {ns}, labels: {{{labels}}}}}\n"
        + $"spec: {{nodeName: {node}, serviceAccountName: {account}, containers: [{{name: c, ports: [{ports}]}}]}}\nstatus: {{phase: Running, podIPs: [{{ip: {address}}}]}}\n";

    public static string HostPod(string name, string ns, string address, string labels, string node, string ports = "") =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: {ns}, labels: {{{labels}}}}}\n"
        + $"spec: {{nodeName: {node}, hostNetwork: true, containers: [{{name: c, ports: [{ports}]}}]}}\nstatus: {{phase: Running, podIPs: [{{ip: {address}}}]}}\n";

    public static string Service(string name, string ns, string selector, string ports, string more = "") =>
        $"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {ns}}}\nspec: {{{more}selector: {{{selector}}}, ports: [{ports}]}}\n";

    public static string Host(string name, string node, string address, string more = "profiles: [projectcalico-default-allow]", string labels = "role: node") => string.Create(
        CultureInfo.InvariantCulture,
        $"apiVersion: projectcalico.org/v3\nkind: HostEndpoint\nmetadata: {{name: {name}, labels: {{{labels}}}}}\nspec: {{node: {node}, interfaceName: '*', expectedIPs: [{address}]{(more.Length > 0 ? ", " + more : "")}}}\n");

    /// <summary>A host endpoint on every node, which denies nothing.</summary>
    public static string Hosts { get; } = Rules.Yaml.Documents(Host("cp-1", "cp-1", "192.0.2.10"), Host("w-1", "w-1", "192.0.2.11"), Host("w-2", "w-2", "192.0.2.12"));

    public static string Felix(string spec) => $"apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {{name: default}}\nspec: {{{spec}}}\n";

    /// <summary>What keeps no port of hosts open.</summary>
    public static string NoFailsafes { get; } = Felix("failsafeInboundHostPorts: [], failsafeOutboundHostPorts: []");
}
