<#
.SYNOPSIS
A first look at CalicoPolicy: reads two policies with the mistakes that the best-practice page warns of, shows what is wrong and where,
builds the good forms and prints them. With -Context it asks that cluster what it would say of them; nothing is changed there.
.EXAMPLE
dotnet run --project src/CalicoPolicy.Console -- docs/examples/first-look.ps1
.EXAMPLE
dotnet run --project src/CalicoPolicy.Console -- docs/examples/first-look.ps1 -Context staging
#>
param(
    # A context of your kubeconfig, for a dry run there.
    [string] $Context,

    # The kubeconfig file; kubectl's own choice where none is given.
    [string] $KubeConfig
)

$ErrorActionPreference = 'Stop'

# A script is one pipeline: Out-Default gives each kind of object a table of its own.

'1. What is there: policies as they are often written, with the tiers and network sets that they take for granted.'
$existing = Import-Policy "$PSScriptRoot/best-practices/*.yaml"
$existing | Out-Default

'2. What Calico would accept and never match.'
$existing | Test-Policy | Out-Default

'3. What the best-practice page says of the rest.'
$existing | Test-PolicyEfficiency | Out-Default

'4. The good form. Tiers: threat feeds first; what they do not block goes on.'
$tiers = @(
    New-PolicyTier threat-feeds 100 -DefaultAction Pass
    New-PolicyTier security 200 -DefaultAction Deny
    New-PolicyTier application 300 -DefaultAction Deny
)
$tiers | Out-Default

'   Network sets: addresses and domains in one place each, under a label that rules select.'
$sets = @(
    New-GlobalNetworkSet botnet-controllers -Net 203.0.113.64/28, 203.0.113.200/32 -Label @{ 'reputation-feed' = 'botnet' }
    New-GlobalNetworkSet edge-proxies -Net 192.0.2.16/29 -Label @{ 'trusted-net' = 'edge-proxy' }
    New-GlobalNetworkSet identity-provider -Domain '*.identity.example.com' -Label @{ 'external-service' = 'identity' }
    New-GlobalNetworkSet managed-postgres -Domain '*.postgres.cloud.example.net' -Label @{ 'external-service' = 'postgres' }
    New-GlobalNetworkSet shared-web -Net 198.51.100.26/32, 192.0.2.1/32 -Domain '*.workflows.example.net', '*.sites.cloud.example.net' `
        -Label @{ 'external-service' = 'shared-web' }
    New-GlobalNetworkSet document-store -Domain '*.documents.cloud.example.net' -Label @{ 'external-service' = 'documents' }
    New-GlobalNetworkSet reporting-database -Domain '*.database.cloud.example.net' -Label @{ 'external-service' = 'reporting-database' }
    New-GlobalNetworkSet exchange-rates -Domain rates.example.org -Label @{ 'external-service' = 'exchange-rates' }
    New-GlobalNetworkSet vpn-gateways -Net 198.51.100.128/29 -Label @{ 'external-service' = 'vpn-gateway' }
    New-GlobalNetworkSet cluster-networks -Net 10.244.0.0/16, 10.96.0.0/12 -Label @{ 'network' = 'cluster' }
)
$sets | Out-Default

'   Policies: each selects whom it is for, and its rules say only who the other side is.'
$isSystem = 'projectcalico.org/name not in {"kube-system", "kube-public", "calico-system", "calico-apiserver", "tigera-operator"}'
$policies = @(
    # The threat feed blocks for everyone; the guard keeps a pod that was given the label from being blocked as well.
    New-GlobalNetworkPolicy threat-feeds.block-botnet -Tier threat-feeds -Order 10 -Selector 'all()' -Type Egress -Egress @(
        New-PolicyRule Deny -Destination 'reputation-feed == "botnet" && !has(projectcalico.org/namespace)'
        New-PolicyRule Pass
    )

    # One policy for each group of clients, in its namespace where it has one.
    New-NetworkPolicy security.login-to-identity -Namespace login -Tier security -Order 10 -Egress (
        New-PolicyRule Allow TCP -Destination @{
            Selector = 'external-service == "identity"'; NamespaceSelector = 'global()'; Port = 443, 80
        })
    New-GlobalNetworkPolicy security.postgres-clients -Tier security -Order 20 -Selector 'postgres == "managed"' -Egress (
        New-PolicyRule Allow TCP -Destination @{ Selector = 'external-service == "postgres"'; Port = 5432 })
    New-GlobalNetworkPolicy security.document-clients -Tier security -Order 30 -Selector 'app in {"orders-api", "invoicing"}' -Egress (
        New-PolicyRule Allow TCP -Destination @{ Selector = 'external-service == "documents"'; Port = 443 })
    New-NetworkPolicy security.reporting-to-database -Namespace reporting -Tier security -Order 40 -Egress (
        New-PolicyRule Allow TCP -Destination @{
            Selector = 'external-service == "reporting-database"'; NamespaceSelector = 'global()'; Port = 1433
        })
    New-GlobalNetworkPolicy security.rates-clients -Tier security -Order 50 -Selector 'app == "rates-client"' -Egress (
        New-PolicyRule Allow TCP -Destination @{ Selector = 'external-service == "exchange-rates"'; Port = 80, 443 })
    New-GlobalNetworkPolicy security.vpn -Tier security -Order 60 -Selector 'component == "vpn"' -Egress (
        New-PolicyRule Allow UDP -Destination @{ Selector = 'external-service == "vpn-gateway"'; Port = 500, 4500 })

    # What holds for all: the shared sites, and whatever stays in the cluster goes on to the application tier.
    New-GlobalNetworkPolicy security.all-pods -Tier security -Order 100 -NamespaceSelector "has(projectcalico.org/name) && $isSystem" -Egress @(
        New-PolicyRule Allow TCP -Destination @{ Selector = 'external-service == "shared-web"'; Port = 80, 443 }
        New-PolicyRule Pass -Destination 'network == "cluster"'
    )

    # One policy for each service. Global sets are reached by global() from a namespaced policy.
    New-NetworkPolicy application.shop-cart -Namespace shop -Tier application -Order 10 -Selector 'app == "shop" && svc == "cart"' -Ingress (
        New-PolicyRule Allow TCP -Source @{ Selector = 'trusted-net == "edge-proxy"'; NamespaceSelector = 'global()' } -Destination @{ Port = 8080 })
    New-NetworkPolicy application.shop-stock -Namespace shop -Tier application -Order 20 -Selector 'app == "shop" && svc == "stock"' -Ingress (
        New-PolicyRule Allow TCP -Source 'app == "shop" && svc == "cart"' -Destination @{ Port = 8081 })
)
$policies | Out-Default

$good = $tiers + $sets + $policies
'5. The same checks on the good form: is it free of findings above Low?'
$left = @($good | Test-Policy -MinimumSeverity Medium; $good | Test-PolicyEfficiency -MinimumSeverity Medium)
if ($left) { $left | Out-Default; exit 1 }
'   Yes: no finding above Low.'

'6. The good form as YAML, for kubectl or a repository.'
$good | ConvertTo-PolicyYaml

if ($Context) {
    "7. What the cluster of context '$Context' would say. Nothing is changed there."
    $cluster = @{ Context = $Context }
    if ($KubeConfig) { $cluster.KubeConfig = $KubeConfig }
    $good | Publish-Policy -DryRun Server @cluster | Out-Default
}
