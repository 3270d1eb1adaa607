BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'ConvertFrom-StagedPolicy' {
    It 'gives back what was staged' {
        $policy = New-NetworkPolicy a shop -Ingress (New-PolicyRule Deny -Annotation @{ why = 'closed' })
        $policy | ConvertTo-StagedPolicy | ConvertFrom-StagedPolicy | Should -Be $policy
    }

    It 'says what to do about a staged deletion and goes on' {
        $out = (New-NetworkPolicy gone -StagedAction Delete), (New-NetworkPolicy kept -Staged) |
            ConvertFrom-StagedPolicy -ErrorAction SilentlyContinue -ErrorVariable problem
        $out.Name | Should -Be 'kept'
        $problem.FullyQualifiedErrorId | Should -BeLike 'StagedDeletion,*'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Remove-Policy'
    }

    It 'warns about a recommendation that still learns' {
        $null = New-NetworkPolicy a -StagedAction Learn | ConvertFrom-StagedPolicy -WarningVariable warning -WarningAction SilentlyContinue
        $warning | Should -Match 'learns'
    }
}
