BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-QuarantinePolicy' {
    It 'makes a tier before the others and a policy that denies both directions' {
        $tier, $policy = New-QuarantinePolicy
        $tier.Order | Should -Be 10
        $policy.Name | Should -Be 'quarantine.quarantine'
        $policy.Selector | Should -Be "quarantine == 'true'"
        $policy.Ingress.Action | Should -Be 'Deny'
        $policy.Egress.Action | Should -Be 'Deny'
    }

    It 'lets forensics in and logs the rest' {
        $policy = New-QuarantinePolicy -AllowFrom 10.0.0.5, "app == 'forensics'" -Log | Select-Object -Last 1
        $policy.Ingress.Action | Should -Be 'Allow', 'Allow', 'Log', 'Deny'
        $policy.Ingress[0].Source.Nets | Should -Be '10.0.0.5/32'
    }

    It 'refuses built-in tiers' {
        { New-QuarantinePolicy default } | Should -Throw -ErrorId 'QuarantineInvalid,*'
    }
}
