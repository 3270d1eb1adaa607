BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Publish-Policy' {
    It 'refuses without a dry run' {
        { New-PolicyTier a | Publish-Policy } | Should -Throw -ErrorId 'PublishNeedsDryRun,*'
    }

    It 'gives a result, not an error, for a cluster that does not answer' -Skip:(-not (Get-Command kubectl -ErrorAction Ignore)) {
        Set-Content TestDrive:/config @'
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:9'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: gone, context: {cluster: c, user: u}}]
current-context: gone
'@
        $result = New-PolicyTier a | Publish-Policy -DryRun Server -KubeConfig TestDrive:/config -Timeout 20
        $result.Status | Should -Be 'Failed'
        $result.Cluster | Should -Be 'gone'
        $result | Out-String | Should -Match 'Failed\s+Tier'
    }
}
