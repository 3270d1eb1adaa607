BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Set-PolicyAuditMode' {
    It 'says what is wrong where the cluster does not answer' -Skip:(-not (Get-Command kubectl -ErrorAction Ignore)) {
        Set-Content TestDrive:/config @'
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:9'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: gone, context: {cluster: c, user: u}}]
current-context: gone
'@
        Set-PolicyAuditMode Accept -Confirm:$false -KubeConfig TestDrive:/config -Timeout 20 -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ServerUnreachable,*'
    }

    It 'takes the modes of Calico, and Unset' {
        { Set-PolicyAuditMode Open -WhatIf } | Should -Throw
    }
}
