BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Remove-PolicyRule' {
    It 'takes out rules by their places in the given policy' {
        $policy = New-NetworkPolicy a -Ingress (New-PolicyRule Log), (New-PolicyRule Deny), (New-PolicyRule Allow TCP)
        ($policy | Remove-PolicyRule Ingress 0, 1).Ingress.Action | Should -Be 'Allow'
        $policy.Ingress.Count | Should -Be 3
    }

    It 'takes out rules by content' {
        $policy = New-NetworkPolicy a -Ingress (New-PolicyRule Log), (New-PolicyRule Allow TCP)
        ($policy | Remove-PolicyRule Ingress -Rule (New-PolicyRule Log)).Ingress.Action | Should -Be 'Allow'
    }

    It 'keeps the governed directions and warns' {
        $policy = New-NetworkPolicy a -Egress (New-PolicyRule Deny) | Edit-Policy -Type $null
        $out = $policy | Remove-PolicyRule Egress 0 -WarningVariable warning -WarningAction SilentlyContinue
        "$($out.Types)" | Should -Be 'Egress'
        $warning | Should -Match 'Egress'
    }

    It 'goes on after a rule that is not there' {
        $out = (New-NetworkPolicy a), (New-NetworkPolicy b -Ingress (New-PolicyRule Deny)) |
            Remove-PolicyRule Ingress 0 -ErrorAction SilentlyContinue -ErrorVariable problem
        $out.Name | Should -Be 'b'
        $problem.FullyQualifiedErrorId | Should -BeLike 'RuleIndexOutOfRange,*'
    }
}
