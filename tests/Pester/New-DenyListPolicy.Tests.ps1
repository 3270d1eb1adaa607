BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-DenyListPolicy' {
    It 'makes a tier of its own and a policy that denies the sets' {
        $tier, $policy = New-DenyListPolicy feodo "feed == 'feodo'"
        $tier.DefaultAction | Should -Be 'Pass'
        $policy.Name | Should -Be 'deny-list.feodo'
        $policy.Ingress.Action | Should -Be 'Deny'
        $policy.Egress[0].Destination.Selector | Should -Be "feed == 'feodo' && !has(projectcalico.org/namespace)"
    }

    It 'stands before connection tracking at hosts' {
        $policy = New-DenyListPolicy feodo "feed == 'feodo'" -HostEndpoint | Select-Object -Last 1
        $policy.DoNotTrack | Should -BeTrue
        $policy.ApplyOnForward | Should -BeTrue
    }

    It 'refuses the tier default, where other traffic would change' {
        { New-DenyListPolicy feodo "feed == 'feodo'" -Tier default -ErrorAction Stop } | Should -Throw -ErrorId 'DenyListNotExact,*'
    }
}
