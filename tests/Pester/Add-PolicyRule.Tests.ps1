BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Add-PolicyRule' {
    It 'adds a rule to every piped policy and leaves the given ones as they are' {
        $policies = 'a', 'b' | ForEach-Object { New-NetworkPolicy $_ -Ingress (New-PolicyRule Allow TCP) }
        $more = $policies | Add-PolicyRule Ingress (New-PolicyRule Deny)
        $more.ForEach({ $_.Ingress.Count }) | Should -Be 2, 2
        $policies.ForEach({ $_.Ingress.Count }) | Should -Be 1, 1
    }

    It 'puts a rule first with -Index 0' {
        $policy = New-NetworkPolicy a -Ingress (New-PolicyRule Allow TCP) | Add-PolicyRule Ingress (New-PolicyRule Log) -Index 0
        $policy.Ingress.Action -join ' ' | Should -Be 'Log Allow'
    }

    It 'warns when a direction begins to be governed' {
        $null = New-NetworkPolicy a -Type Ingress | Add-PolicyRule Egress (New-PolicyRule Deny) -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -Match 'Egress'
    }

    It 'goes on after an index that is too large' {
        $rules = New-PolicyRule Allow TCP
        $out = (New-NetworkPolicy short), (New-NetworkPolicy long -Ingress $rules) |
            Add-PolicyRule Ingress (New-PolicyRule Deny) -Index 1 -ErrorAction SilentlyContinue -ErrorVariable problem
        $out.Name | Should -Be 'long'
        $problem.FullyQualifiedErrorId | Should -BeLike 'RuleIndexOutOfRange,*'
    }
}
