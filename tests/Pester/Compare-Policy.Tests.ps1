BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Compare-Policy' {
    It 'gives one row for a rule that was put in' {
        $before = New-NetworkPolicy a shop -Ingress (New-PolicyRule Allow TCP), (New-PolicyRule Deny)
        $row = $before | Add-PolicyRule Ingress (New-PolicyRule Log) -Index 0 | Compare-Policy $before
        $row.Change | Should -Be 'Added'
        $row.Path | Should -Be '$.spec.ingress[0]'
    }

    It 'gives one row for an object that one side lacks' {
        $row = Compare-Policy (New-NetworkPolicy a shop), (New-NetworkPolicy b shop) (New-NetworkPolicy b shop)
        "$($row.Change) $($row.Namespace)/$($row.Name) $($row.Path)" | Should -Be 'Removed shop/a $'
    }

    It 'passes over what means the same with -Normalize' {
        $one = New-GlobalNetworkPolicy a -Selector "app == 'x' && has(y)" -Tier default
        $other = New-GlobalNetworkPolicy a -Selector '((app=="x")&&has(y))'
        Compare-Policy $one $other | Should -HaveCount 2
        Compare-Policy $one $other -Normalize | Should -BeNullOrEmpty
    }

    It 'tells who reaches whom no more, with -Semantic' {
        $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
        $rows = Compare-Policy -Semantic -PendingMode Intended -Snapshot $shop
        $rows | ForEach-Object { "$_" } | Should -Be @(
            'Gained: payments/fraud -> data/orders-db: TCP/5432'
            'Lost: shop/worker -> data/orders-db: TCP/5432')
    }
}
