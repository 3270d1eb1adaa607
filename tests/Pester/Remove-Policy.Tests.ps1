BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Remove-Policy' {
    It 'takes kinds that are published only' {
        { Remove-Policy a -Kind Pod -Confirm:$false } | Should -Throw -ErrorId 'KindUnknown,*'
    }

    It 'offers the kinds' {
        (TabExpansion2 'Remove-Policy a -Kind Staged').CompletionMatches.CompletionText | Should -Be 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy', 'StagedKubernetesNetworkPolicy'
    }
}
