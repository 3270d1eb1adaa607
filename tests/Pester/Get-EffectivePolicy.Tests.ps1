BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $shop = Import-PolicySnapshot "$PSScriptRoot/../../docs/examples/shop" -Recurse -Complete
}

Describe 'Get-EffectivePolicy' {
    It 'lists the policies of a direction in the order of evaluation, with the ends of tiers' {
        $rows = Get-EffectivePolicy shop/web -Direction Egress -Snapshot $shop | Where-Object IsReached
        $rows.Subject -join '; ' | Should -Be 'security.blocked; end of tier: Pass; platform.dns; end of tier: Pass; shop/application.web; end of tier: Deny'
    }

    It 'lists staged policies in their place' {
        $staged = Get-EffectivePolicy data/orders-db -Snapshot $shop | Where-Object IsStaged
        "$($staged.Kind) $($staged.Name) $($staged.Direction)" | Should -Be 'StagedNetworkPolicy application.orders-db Ingress'
    }

    It 'takes what Find-PolicyEndpoint returns' {
        $rows = Find-PolicyEndpoint "app == 'cache'" -Snapshot $shop | Get-EffectivePolicy -Direction Ingress -Snapshot $shop
        $rows.Endpoint | Select-Object -Unique | Should -Be 'data/cache'
    }
}
