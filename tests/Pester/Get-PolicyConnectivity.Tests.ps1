BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
}

Describe 'Get-PolicyConnectivity' {
    It 'tells who reaches the database' {
        $rows = Get-PolicyConnectivity -Workload data/orders-db -Direction Ingress -Snapshot $shop
        $rows | ForEach-Object { "$_" } | Should -Be @(
            'monitoring/prometheus -> data/orders-db: TCP/9100'
            'shop/orders, shop/worker -> data/orders-db: TCP/5432')
    }

    It 'keeps to the ports that are asked for' {
        (Get-PolicyConnectivity -Workload data/orders-db -Direction Ingress -Port 9000-9200 -Snapshot $shop).Source | Should -Be 'monitoring/prometheus'
        Get-PolicyConnectivity data -Port ICMP -Snapshot $shop | Should -BeNullOrEmpty
    }

    It 'keeps to the labels that are asked for' {
        (Get-PolicyConnectivity -Label "app == 'worker'" -Direction Egress -Port TCP/5672 -Snapshot $shop).Destination | Should -Be 'data/queue'
    }

    It 'tells how far workloads are open' {
        $rows = Get-PolicyConnectivity edge -Exposure -Direction Ingress -Port 8443 -Snapshot $shop
        $rows.Audience | Should -Be 'Outside', 'Cluster'
    }

    It 'lays resources over the snapshot' {
        $rows = New-GlobalNetworkPolicy application.open -Tier application -Order 1 -Selector "app == 'cache'" -Ingress (New-PolicyRule Allow TCP) |
            Get-PolicyConnectivity -Workload data/cache -Direction Ingress -Port TCP/6379 -Snapshot $shop
        $rows.Source | Should -BeLike '*outside but set blocked*'
    }

    It 'gives rows that can be traced' {
        $row = Get-PolicyConnectivity -Workload data/queue -Direction Ingress -Port 5672 -Snapshot $shop
        "$($row.Example)" | Should -Be 'shop/orders -> data/queue TCP/5672'
    }
}
