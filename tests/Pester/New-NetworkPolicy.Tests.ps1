BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-NetworkPolicy' {
    It 'makes a policy that kubectl reads' {
        $rule = New-PolicyRule Allow TCP -Source "app == 'frontend'" -Destination @{ Port = 8443 }
        $yaml = New-NetworkPolicy application.orders shop -Tier application -Order 100 -Selector "app == 'orders'" -Ingress $rule | ConvertTo-PolicyYaml
        $yaml | Should -Match '(?m)^kind: NetworkPolicy$'
        $yaml | Should -Match "(?m)^  selector: app == 'orders'$"
        $yaml | Should -Match '(?m)^  types:\n  - Ingress$'
    }

    It 'makes policies for several namespaces' {
        $policies = 'a', 'b' | ForEach-Object { New-NetworkPolicy default.deny -Namespace $_ -Type Ingress, Egress }
        $policies.Namespace | Should -Be 'a', 'b'
    }

    It 'makes the staged kind' {
        (New-NetworkPolicy p -Staged).Kind | Should -Be 'StagedNetworkPolicy'
    }

    It 'does not let out what Calico would reject' {
        $policy = New-NetworkPolicy p -Selector 'global()' -ErrorAction SilentlyContinue -ErrorVariable problem
        $policy | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'InvalidResource,*'
    }
}
