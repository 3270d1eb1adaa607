BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = "$PSScriptRoot/../../docs/examples/shop"
}

Describe 'Import-PolicySnapshot' {
    It 'makes one snapshot of a folder and the folders in it' {
        $snapshot = Import-PolicySnapshot $shop -Recurse
        $snapshot | Should -HaveCount 1
        $snapshot.Namespaces -join ' ' | Should -Be 'data edge kube-system monitoring payments shop'
        $snapshot.Endpoints | Should -HaveCount 15
    }

    It 'takes a workload for the pods that it will make, with the labels that they inherit' {
        $orders = (Import-PolicySnapshot $shop -Recurse).Endpoints | Where-Object Name -eq 'orders'
        "$($orders.Workload) $($orders.Replicas) $($orders.ServiceAccount)" | Should -Be 'Deployment orders 3 orders'
    }

    It 'takes files for part of the truth unless told otherwise' {
        (Import-PolicySnapshot $shop -Recurse).IsComplete | Should -BeFalse
        (Import-PolicySnapshot $shop -Recurse -Complete).IsComplete | Should -BeTrue
    }
}
