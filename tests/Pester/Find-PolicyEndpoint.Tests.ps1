BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
}

Describe 'Find-PolicyEndpoint' {
    It 'finds the endpoints that selectors pick, with the labels of their namespace' {
        (Find-PolicyEndpoint -NamespaceSelector "zone == 'data'" -Snapshot $shop).Name -join ' ' | Should -Be 'orders-db catalog-db cache queue'
        (Find-PolicyEndpoint "app == 'web'" -Snapshot $shop).Workload | Should -Be 'Deployment web'
    }

    It 'finds those that piped policies apply to' {
        $found = Import-Policy "$PSScriptRoot/../../docs/examples/shop/policies/payments.yaml" | Find-PolicyEndpoint -Snapshot $shop
        $found.Name -join ' ' | Should -Be 'payments fraud'
    }

    It 'finds whom rules pick with -Peer' {
        $found = Import-Policy "$PSScriptRoot/../../docs/examples/shop/policies/payments.yaml" | Find-PolicyEndpoint -Peer -Snapshot $shop
        ($found | ForEach-Object { "$($_.Role) $_" }) -join '; ' |
            Should -Be 'ingress[0].source shop/orders; egress[0].destination payments/fraud; egress[1].destination card-network; ingress[0].source payments/payments'
    }
}
