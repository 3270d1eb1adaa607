BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
    $rows = Measure-PolicyCoverage -Snapshot $shop
}

Describe 'Measure-PolicyCoverage' {
    It 'has a row for each workload and node' {
        ($rows | Where-Object Category -EQ Workload).Count | Should -Be 15
        ($rows | Where-Object Category -EQ Node).Name | Should -Be 'node-1', 'node-2', 'node-3'
    }

    It 'tells what governs a workload and what becomes of the rest' {
        $web = $rows | Where-Object Endpoint -EQ shop/web
        $web.IngressProtected, $web.EgressProtected | Should -Be 'Yes', 'Yes'
        $web.IngressDefault | Should -Be 'Deny'
        $web.AppliedPolicies.Name | Should -Contain 'application.web'
        $web.EgressToDns | Should -Be 'Yes'
    }

    It 'shows the one door to the internet' {
        ($rows | Where-Object { $_.Category -eq 'Workload' -and $_.IngressFromInternet -ne 'No' }).Endpoint | Should -Be 'edge/gateway'
        "$(($rows | Where-Object Endpoint -EQ edge/gateway).IngressFromAnyone)" | Should -Be 'TCP/8443'
    }

    It 'looks at policies from the pipeline in place of those of the snapshot' {
        $open = New-NetworkPolicy application.web -Namespace shop -Tier application -Selector "app == 'web'" -Ingress (New-PolicyRule Allow)
        ($open | Measure-PolicyCoverage shop -Workload web -Snapshot $shop).IngressFromInternet | Should -Be 'Yes'
        ($open | Measure-PolicyCoverage shop -Workload web -Snapshot $shop -ReplacePolicy).AppliedPolicies.Count | Should -Be 1
    }

    It 'filters by namespace, workload and label' {
        (Measure-PolicyCoverage dat* -Snapshot $shop).Count | Should -Be 4
        (Measure-PolicyCoverage -Workload data/*-db -Snapshot $shop).Name | Should -Be 'orders-db', 'catalog-db'
        (Measure-PolicyCoverage -Label "metrics == 'prometheus'" -Snapshot $shop).Category | Select-Object -Unique | Should -Be 'Workload'
    }
}
