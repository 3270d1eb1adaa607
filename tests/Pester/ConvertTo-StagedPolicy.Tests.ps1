BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'ConvertTo-StagedPolicy' {
    It 'makes what New-NetworkPolicy -Staged makes' {
        $staged = New-NetworkPolicy a shop -Type Ingress | ConvertTo-StagedPolicy
        $staged | Should -Be (New-NetworkPolicy a shop -Type Ingress -StagedAction Set)
    }

    It 'stages a deletion by name and tier' {
        $staged = New-GlobalNetworkPolicy a -Tier security -Order 5 -Selector 'has(app)' | ConvertTo-StagedPolicy -StagedAction Delete
        "$($staged.Kind) $($staged.StagedAction) $($staged.Tier)" | Should -Be 'StagedGlobalNetworkPolicy Delete security'
        $staged.Selector | Should -BeNullOrEmpty
        $staged.Order | Should -BeNullOrEmpty
    }

    It 'goes on after what has no staged kind' {
        $out = (New-PolicyTier t), (New-NetworkPolicy a) | ConvertTo-StagedPolicy -ErrorAction SilentlyContinue -ErrorVariable problem
        $out.Name | Should -Be 'a'
        $problem.FullyQualifiedErrorId | Should -BeLike 'KindNotConvertible,*'
    }
}
