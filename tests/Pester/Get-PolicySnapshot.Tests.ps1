BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Get-PolicySnapshot' {
    It 'says what is wrong where there is no such kubeconfig' {
        Get-PolicySnapshot -KubeConfig $TestDrive/none -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeIn 'ContextUnknown,CalicoPolicy.Commands.GetPolicySnapshotCommand', 'KubectlUnavailable,CalicoPolicy.Commands.GetPolicySnapshotCommand'
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'takes numbers within their ranges' {
        { Get-PolicySnapshot -Timeout 0 } | Should -Throw
        { Get-PolicySnapshot -ThrottleLimit 65 } | Should -Throw
    }
}
