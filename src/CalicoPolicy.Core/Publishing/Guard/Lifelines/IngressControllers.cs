using CalicoPolicy.Core.Resources;

namespace CalicoPolicy.Core.Publishing.Guard.Lifelines;

/// <summary>By which labels ingress controllers and gateways are known.</summary>
internal static class IngressControllers
{
    private static readonly string[] Names =
    [
        "ingress-nginx", "nginx-ingress", "nginx-ingress-controller", "traefik", "haproxy-ingress", "kubernetes-ingress", "contour", "envoy", "kong", "ingress-kong", "emissary-ingress",
        "ambassador", "istio-ingress", "istio-ingressgateway", "istio-gateway", "gloo", "apisix", "skipper-ingress", "rke2-ingress-nginx", "haproxy-router",
    ];

    // Gateways are labelled by who owns them.
    private static readonly string[] Owned =
        ["gateway.networking.k8s.io/gateway-name", "gateway.envoyproxy.io/owning-gateway-name", "ingresscontroller.operator.openshift.io/deployment-ingresscontroller"];

    /// <summary>Whether labels are those of one.</summary>
    public static bool Have(LabelMap labels) => SystemPods.Has(labels, "app.kubernetes.io/name", Names) || SystemPods.Has(labels, "app", Names)
        || SystemPods.Has(labels, "istio", "ingressgateway") || Owned.Any(labels.ContainsKey);

    /// <summary>Whether a port is one that clients outside use.</summary>
    public static bool IsOpen(EndpointPort port) => port.Name is "http" or "https" or "web" or "websecure" or "http2" or "proxy" or "proxy-tls" || port.Port is 80 or 443;
}
