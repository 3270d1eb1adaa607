using CalicoPolicy.Core.Documents;

namespace CalicoPolicy.Core.Tests.Documents.Mapping;

/// <summary>A document of every kind with every field of the specification, valid together or not.</summary>
internal static class KindDocuments
{
    private const string Peer = """
        {
          "nets": ["10.0.0.0/8"], "notNets": ["10.1.0.0/16"], "selector": "a == 'b'", "notSelector": "has(c)", "namespaceSelector": "global()",
          "ports": [80, "8000:8099", "http"], "notPorts": [81], "domains": ["*.example.com"],
          "serviceAccounts": {"names": ["api"], "selector": "team == 'x'"}, "services": {"name": "web", "namespace": "shop"}
        }
        """;

    private const string Rules = $$"""
        [
          {
            "action": "Allow", "ipVersion": 4, "protocol": "TCP", "notProtocol": 58, "icmp": {"type": 8, "code": 0}, "notICMP": {"type": 3, "code": 1},
            "metadata": {"annotations": {"owner": "web"} }, "source": {{Peer}}, "destination": {{Peer}},
            "http": {
              "methods": ["GET"], "paths": [{"exact": "/a"}, {"prefix": "/b"}],
              "headers": [{"header": "x-team", "operator": "In", "values": ["a", "b"]}]
            }
          },
          {"action": "Deny"}
        ]
        """;

    private const string Tiered = $$"""
        "tier": "security", "order": 12.5, "selector": "all()", "serviceAccountSelector": "has(team)",
        "performanceHints": ["AssumeNeededOnEveryNode"], "types": ["Ingress", "Egress"], "ingress": {{Rules}}, "egress": {{Rules}}
        """;

    private const string Global = $$"""
        "namespaceSelector": "has(ns)", "doNotTrack": true, "preDNAT": false, "applyOnForward": true, {{Tiered}}
        """;

    private const string LabelSelector = """
        {"matchLabels": {"app": "web"}, "matchExpressions": [{"key": "env", "operator": "In", "values": ["prod", "test"]}, {"key": "x", "operator": "Exists"}]}
        """;

    private const string KubernetesRule = $$"""
        "ports": [{"protocol": "TCP", "port": 80, "endPort": 90}, {"port": "http"}]
        """;

    private const string KubernetesPeers = $$"""
        [{"podSelector": {{LabelSelector}}, "namespaceSelector": {} }, {"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16"]} }]
        """;

    private const string Kubernetes = $$"""
        "podSelector": {{LabelSelector}}, "policyTypes": ["Ingress", "Egress"],
        "ingress": [{"from": {{KubernetesPeers}}, {{KubernetesRule}}}, {}], "egress": [{"to": {{KubernetesPeers}}, {{KubernetesRule}}}]
        """;

    private const string Pods = $$"""{"namespaceSelector": {{LabelSelector}}, "podSelector": {{LabelSelector}}}""";

    private const string ClusterProtocols = """
        [
          {"tcp": {"destinationPort": {"number": 80}}}, {"udp": {"destinationPort": {"range": {"start": 5000, "end": 5010}}}},
          {"sctp": {"destinationPort": {"number": 9}}}, {"destinationNamedPort": "http"}
        ]
        """;

    private const string Template = """
        {
          "metadata": {"labels": {"app": "web"}, "annotations": {"calicopolicy.io/ignore": "CP1001"}},
          "spec": {
            "serviceAccountName": "api", "hostNetwork": true,
            "containers": [{"ports": [{"name": "http", "protocol": "TCP", "containerPort": 8080}, {"name": "dns", "protocol": "UDP", "containerPort": 53}]}]
          }
        }
        """;

    private const string Felix = """
        {"name": "calico-node", "env": [{"name": "FELIX_DEFAULTENDPOINTTOHOSTACTION", "value": "ACCEPT"}], "ports"
        """;

    private const string Workload = $$"""
        "selector": {{LabelSelector}}, "template": {{Template}}
        """;

    private const string AccessRules = """
        [
          {"apiGroups": ["projectcalico.org", ""], "resources": ["tier.networkpolicies"], "resourceNames": ["security.*"], "verbs": ["get", "list"]},
          {"nonResourceURLs": ["/metrics"], "verbs": ["get"]}
        ]
        """;

    private const string Binding = """
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "reader"},
        "subjects": [{"kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": "anna"}, {"kind": "ServiceAccount", "name": "api", "namespace": "shop"}]
        """;

    /// <summary>Kinds that keep unknown fields.</summary>
    public static IReadOnlyList<TreeMapping> Whole { get; } =
    [
        Calico("Tier", """ "order": 100, "defaultAction": "Pass" """),
        Calico("NetworkPolicy", Tiered),
        Calico("GlobalNetworkPolicy", Global),
        Calico("StagedNetworkPolicy", $$""" "stagedAction": "Learn", {{Tiered}} """),
        Calico("StagedGlobalNetworkPolicy", $$""" "stagedAction": "Delete", {{Global}} """),
        Calico("StagedKubernetesNetworkPolicy", $$""" "stagedAction": "Ignore", {{Kubernetes}} """),
        Calico("NetworkSet", """ "nets": ["10.0.0.0/8"], "allowedEgressDomains": ["example.com"] """),
        Calico("GlobalNetworkSet", """ "nets": ["10.0.0.0/8"], "allowedEgressDomains": ["example.com"] """),
        Calico("HostEndpoint", """
            "node": "n1", "interfaceName": "eth0", "expectedIPs": ["10.0.0.1"], "profiles": ["projectcalico-default-allow"],
            "ports": [{"name": "ssh", "protocol": "TCP", "port": 22}]
            """),
        Calico("Profile", $$""" "ingress": {{Rules}}, "egress": {{Rules}}, "labelsToApply": {"pcns.env": "prod"} """),
        Calico("FelixConfiguration", """
            "nodeSelector": "has(edge)", "defaultEndpointToHostAction": "Accept",
            "failsafeInboundHostPorts": [{"protocol": "TCP", "port": 22, "net": "192.0.2.0/24"}], "failsafeOutboundHostPorts": [{"protocol": "UDP", "port": 53}],
            "bpfEnabled": true, "nftablesMode": "Auto", "dropActionOverride": "LogAndAccept"
            """),
        Calico("IPPool", """ "cidr": "10.244.0.0/16", "disabled": false, "natOutgoing": true, "allowedUses": ["Workload"] """),
        Calico("PolicyRecommendationScope", """
            "interval": "2m30s", "initialLookback": "24h", "stabilizationPeriod": "10m", "maxRules": 20, "policiesLearningCutOff": 19,
            "namespaceSpec": {"recStatus": "Enabled", "selector": "all()", "intraNamespacePassThroughTraffic": true, "tierName": "namespace-isolation"},
            "hostEndpointSpec": {"recommendationStatus": "Disabled", "selector": "has(host)", "tierName": "hostendpoint-isolation"}
            """),
        Calico("GlobalThreatFeed", """
            "content": "IPSet", "mode": "Enabled", "description": "d", "feedType": "Custom", "globalNetworkSet": {"labels": {"threat": "yes"}},
            "pull": {
              "period": "12h",
              "http": {
                "url": "https://example.com/feed",
                "format": {
                  "newlineDelimited": {}, "json": {"path": "$.ips"},
                  "csv": {
                    "fieldNum": 0, "fieldName": "ip", "header": true, "columnDelimiter": "|", "commentDelimiter": "#", "recordSize": 3,
                    "disableRecordSizeValidation": false
                  }
                },
                "headers": [
                  {"name": "Accept", "value": "text/plain"},
                  {"name": "X-Key", "valueFrom": {"secretKeyRef": {"name": "globalthreatfeed-f-key", "key": "key", "optional": true}}},
                  {"name": "X-Set", "valueFrom": {"configMapKeyRef": {"name": "globalthreatfeed-f-set", "key": "set"}}}
                ]
              }
            }
            """),
        Spec("networking.k8s.io/v1", "NetworkPolicy", Kubernetes),
        Spec("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy", $$"""
            "tier": "Admin", "priority": 10, "subject": {"namespaces": {}, "pods": {{Pods}}},
            "ingress": [{"name": "in", "action": "Accept", "from": [{"namespaces": {{LabelSelector}}}, {"pods": {{Pods}}}], "protocols": {{ClusterProtocols}}}],
            "egress": [
              {"name": "out", "action": "Pass", "to": [{"nodes": {{LabelSelector}}}, {"networks": ["10.0.0.0/8"]}, {"domainNames": ["*.example.com"]}]},
              {"action": "Deny", "to": [{"namespaces": {} }]}
            ]
            """),
        Top("v1", "Namespace", ""),
        Top("rbac.authorization.k8s.io/v1", "Role", $$""", "rules": {{AccessRules}}"""),
        Top("rbac.authorization.k8s.io/v1", "ClusterRole", $$""", "aggregationRule": {"clusterRoleSelectors": [{{LabelSelector}}]}, "rules": {{AccessRules}}"""),
        Top("rbac.authorization.k8s.io/v1", "RoleBinding", ", " + Binding),
        Top("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", ", " + Binding),
    ];

    /// <summary>Kinds that keep the model's fields only.</summary>
    public static IReadOnlyList<TreeMapping> Listed { get; } =
    [
        Top("v1", "ServiceAccount", ""),
        Top("v1", "Pod", """
            , "spec": {
              "serviceAccountName": "api", "nodeName": "n1", "hostNetwork": false,
              "containers": [{"ports": [{"name": "http", "protocol": "TCP", "containerPort": 8080}]}]
            },
            "status": {"phase": "Running", "podIP": "10.0.0.1", "podIPs": [{"ip": "10.0.0.1"}, {"ip": "fd00::1"}]}
            """),
        Top("v1", "Service", """
            , "spec": {
              "type": "LoadBalancer", "selector": {"app": "web"}, "clusterIP": "10.96.0.1", "clusterIPs": ["10.96.0.1", "fd00::1"], "externalIPs": ["192.0.2.1"],
              "ports": [
                {"name": "http", "protocol": "TCP", "port": 80, "targetPort": "http", "nodePort": 30080},
                {"port": 443, "targetPort": 8443}
              ],
              "externalTrafficPolicy": "Local"
            },
            "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.2"}]}}
            """),
        Top("v1", "Node", """
            , "spec": {"podCIDR": "10.244.0.0/24", "podCIDRs": ["10.244.0.0/24", "fd00::/64"]},
            "status": {"addresses": [{"type": "InternalIP", "address": "192.168.0.1"}, {"type": "Hostname", "address": "n1"}]}
            """),
        Top("discovery.k8s.io/v1", "EndpointSlice", """
            , "addressType": "IPv4",
            "endpoints": [
              {
                "addresses": ["10.0.0.1"], "conditions": {"ready": true, "serving": true, "terminating": false}, "nodeName": "n1",
                "targetRef": {"kind": "Pod", "namespace": "shop", "name": "web-1"}
              }
            ],
            "ports": [{"name": "http", "protocol": "TCP", "port": 8080}]
            """),
        Calico("ClusterInformation", """ "clusterType": "k8s,bgp", "calicoVersion": "v3.31.2", "cnxVersion": "v3.22.0", "variant": "Calico" """),
        Calico("KubeControllersConfiguration", """ "controllers": {"node": {"hostEndpoint": {"autoCreate": "Enabled"}}} """),
        Spec("operator.tigera.io/v1", "Installation", """
            "variant": "Calico", "cni": {"type": "Calico", "ipam": {"type": "HostLocal"}},
            "calicoNetwork": {"linuxDataplane": "BPF", "hostPorts": "Enabled", "ipPools": [{"cidr": "10.244.0.0/16"}]}
            """),
        Spec("apps/v1", "Deployment", $$""" "replicas": 3, {{Workload}} """),
        Spec("apps/v1", "StatefulSet", $$""" "replicas": 3, {{Workload}} """),
        Spec("apps/v1", "ReplicaSet", $$""" "replicas": 3, {{Workload}} """),
        Spec("apps/v1", "DaemonSet", Workload.Replace("{\"ports\"", Felix, StringComparison.Ordinal)),
        Spec("batch/v1", "Job", $$""" "parallelism": 3, {{Workload}} """),
        Spec("batch/v1", "CronJob", $$$""" "jobTemplate": {"spec": {"parallelism": 3, {{{Workload}}}}} """),
    ];

    public static IEnumerable<TreeMapping> All => Whole.Concat(Listed);

    private static TreeMapping Calico(string kind, string spec) => Spec("projectcalico.org/v3", kind, spec);

    private static TreeMapping Spec(string apiVersion, string kind, string spec) => Top(apiVersion, kind, $$""", "spec": { {{spec}} }""");

    private static TreeMapping Top(string apiVersion, string kind, string rest) => JsonTree.Parse($$"""
        {
          "apiVersion": "{{apiVersion}}", "kind": "{{kind}}",
          "metadata": {
            "name": "a", "namespace": "shop", "labels": {"team": "web"}, "annotations": {"calicopolicy.io/owner": "web"},
            "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "controller": true}]
          }
          {{rest}}
        }
        """);
}
