BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Get-PolicyAuditMode' {
    It 'says what is wrong where there is no such kubeconfig' {
        Get-PolicyAuditMode -KubeConfig $TestDrive/none -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeIn 'ContextUnknown,CalicoPolicy.Commands.GetPolicyAuditModeCommand', 'KubectlUnavailable,CalicoPolicy.Commands.GetPolicyAuditModeCommand'
    }

    It 'wants names of nodes' {
        { Get-PolicyAuditMode '' } | Should -Throw
    }
}
