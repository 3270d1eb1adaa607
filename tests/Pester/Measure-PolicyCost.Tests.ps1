BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $examples = "$PSScriptRoot/../../docs/examples"
    $shop = Import-PolicySnapshot "$examples/shop" -Recurse -Complete
}

Describe 'Measure-PolicyCost' {
    It 'gives the total first, then the ten dearest policies' {
        $cost = Measure-PolicyCost -Snapshot $shop
        $cost.Count | Should -Be 11
        $cost[0].Rules | Should -BeGreaterThan 0
        $cost[0].Policies[0].Name | Should -Be $cost[1].Name
        ($cost | Select-Object -Skip 1).Rendered | Should -Be ($cost[0].Policies | Select-Object -First 10).Rendered
        (Measure-PolicyCost -Snapshot $shop -Top 2).Count | Should -Be 3
    }

    It 'shows what a global policy for everything wastes' {
        $global = Import-Policy "$examples/best-practices/inefficient-global-policy.yaml"
        $cost = $global | Measure-PolicyCost -Snapshot $shop -ReplacePolicy
        $cost[1].Name | Should -Be 'security.pods-to-outside'
        $cost[1].WastedShare | Should -BeGreaterThan 0.5
        $cost[0].WasteRatio | Should -BeGreaterThan 2
    }

    It 'counts by IP family, with flow logs and by dataplane' {
        $both = Measure-PolicyCost -Snapshot $shop -Top 0
        $one = Measure-PolicyCost -Snapshot $shop -Top 0 -IPFamily 4
        $one.IPSets * 2 | Should -Be $both.IPSets
        (Measure-PolicyCost -Snapshot $shop -Top 0 -FlowLogs).Rules | Should -BeGreaterThan $both.Rules
        $bpf = Measure-PolicyCost -Snapshot $shop -Top 0 -Dataplane Bpf
        $bpf.Rules | Should -Be 0
        $bpf.Instructions | Should -BeGreaterThan 0
    }
}
