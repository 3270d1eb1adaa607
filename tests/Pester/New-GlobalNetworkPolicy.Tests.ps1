BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'New-GlobalNetworkPolicy' {
    It 'makes a policy across namespaces' {
        $policy = New-GlobalNetworkPolicy platform.dns -Tier platform -Order 10 -NamespaceSelector 'has(projectcalico.org/name)' -Type Egress
        $policy.Tier | Should -Be 'platform'
        $policy | Out-String | Should -Match 'GlobalNetworkPolicy\s+platform\.dns\s+platform\s+10'
    }

    It 'makes the staged kind' {
        (New-GlobalNetworkPolicy p -StagedAction Delete).Kind | Should -Be 'StagedGlobalNetworkPolicy'
    }

    It 'points at the fault in a namespace selector' {
        { New-GlobalNetworkPolicy p -NamespaceSelector "name in ['a']" } | Should -Throw '*braces*'
    }
}
